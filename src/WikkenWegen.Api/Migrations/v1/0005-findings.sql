-- The findings of every weighing as they were made last, by which edition of the rules, and until which day they hold. They are made anew when somebody
-- asks: nothing is lost with these tables.

create table if not exists wikkenwegen.weighing_findings_made (
    tenant_id varchar not null,
    id uuid not null,
    version integer not null,
    edition integer not null,
    until date,
    constraint pkey_weighing_findings_made_tenant_id_id primary key (tenant_id, id)
);

create table if not exists wikkenwegen.weighing_finding (
    tenant_id varchar not null,
    id uuid not null,
    number integer not null,
    rule text not null,
    events integer[] not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    dutch text not null,
    english text not null,
    constraint pkey_weighing_finding_tenant_id_id_number primary key (tenant_id, id, number)
);
create index if not exists ix_weighing_finding_occurred_at on wikkenwegen.weighing_finding (tenant_id, occurred_at, id, number) include (rule);
create index if not exists ix_weighing_finding_recorded_at on wikkenwegen.weighing_finding (tenant_id, recorded_at, id, number) include (rule);
