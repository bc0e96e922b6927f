-- Registers across weighings: decisions, deviations, assumptions, conditions, criteria, parties.

create table if not exists wikkenwegen.register_entry (
    tenant_id varchar not null,
    weighing_id uuid not null,
    register text not null,
    number integer not null,
    event integer not null,
    path text not null,
    happened_at timestamptz not null,
    name text not null,
    marks text[] not null,
    words tsvector not null,
    data jsonb not null,
    low numeric,
    high numeric,
    constraint pkey_register_entry_tenant_id_weighing_id_register_number primary key (tenant_id, weighing_id, register, number)
);
create index if not exists ix_register_entry_happened_at on wikkenwegen.register_entry (tenant_id, register, happened_at, weighing_id, number);
create index if not exists ix_register_entry_name on wikkenwegen.register_entry (tenant_id, register, name, weighing_id, number);
create index if not exists ix_register_entry_marks on wikkenwegen.register_entry using gin (marks) with (gin_pending_list_limit = 64);
create index if not exists ix_register_entry_words on wikkenwegen.register_entry using gin (words) with (gin_pending_list_limit = 64);
