-- Exports for auditors, and their files in pieces.

create table if not exists wikkenwegen.audit_export (
    tenant_id varchar not null,
    export_id uuid not null,
    weighing_id uuid,
    recorded_from timestamptz,
    recorded_until timestamptz,
    state text not null,
    attempts int not null,
    requested_at timestamptz not null,
    requested_by text not null,
    with_persons boolean not null,
    correlation text not null,
    causation text not null,
    roles text,
    leaves_read bigint not null,
    size bigint,
    leaves bigint,
    bytes bigint,
    sha256 text,
    finished_at timestamptz,
    kept_until timestamptz,
    constraint pkey_audit_export_tenant_id_export_id primary key (tenant_id, export_id)
);
create index if not exists ix_audit_export_requested_at on wikkenwegen.audit_export (tenant_id, requested_at, export_id);
create index if not exists ix_audit_export_unfinished on wikkenwegen.audit_export (requested_at) where finished_at is null;

create table if not exists wikkenwegen.audit_export_part (
    tenant_id varchar not null,
    export_id uuid not null,
    part int not null,
    bytes bytea not null,
    constraint pkey_audit_export_part_tenant_id_export_id_part primary key (tenant_id, export_id, part)
);
