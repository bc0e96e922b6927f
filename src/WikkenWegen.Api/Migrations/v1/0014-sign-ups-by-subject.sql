-- Whether somebody takes part in the learning network is asked with every request of a participant: their sign-ups are found by their subject id.

create index if not exists ix_mt_events_sign_up_subject on wikkenwegen.mt_events using hash ((data ->> 'subject')) where tenant_id = 'network' and type = 'sign_up_made';
