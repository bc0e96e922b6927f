-- What an erasure was of beside weighings: instruments, and editions and cases of the learning network.

alter table wikkenwegen.erasure_request add column if not exists streams text;
