-- The vault encrypted: a text under the key of its holder, and the keys, wrapped by the key of the installation. What is in the vault stays as it is until a
-- host encrypts it; a host that knows no keys reads those rows as before. And the requests to erase what belongs to a person.

alter table wikkenwegen.vault add column if not exists holder text;
alter table wikkenwegen.vault add column if not exists ciphertext bytea;
alter table wikkenwegen.vault add column if not exists corrected_by varchar(43);
create index if not exists ix_vault_plain on wikkenwegen.vault (tenant_id, weighing_id) where (ciphertext is null);

create table if not exists wikkenwegen.vault_key (
    tenant_id varchar not null,
    weighing_id uuid not null,
    holder text not null,
    wrapped bytea not null,
    wrapped_by text not null,
    constraint pkey_vault_key_tenant_id_weighing_id_holder primary key (tenant_id, weighing_id, holder)
);

create table if not exists wikkenwegen.erasure_request (
    tenant_id varchar not null,
    id uuid not null,
    subject text not null,
    ground text not null,
    motivation bytea not null,
    person text,
    requested_by text not null,
    requested_at timestamptz not null,
    confirmed_by text,
    confirmed_at timestamptz,
    weighings text,
    previewed text,
    constraint pkey_erasure_request_tenant_id_id primary key (tenant_id, id)
);
