-- Deadlines of weighings, and the tables in which Wolverine keeps messages: its own, as it wants them.

create table if not exists wikkenwegen.deadline (
    tenant_id varchar not null,
    weighing_id uuid not null,
    kind text not null,
    about text not null,
    from_event integer not null,
    day date not null,
    due_at timestamptz not null,
    waits boolean not null,
    statutory boolean not null,
    by_stakeholder text,
    by_role text,
    party text,
    settled_by int,
    settled_at timestamptz,
    lapsed boolean,
    by_key text not null,
    fired_at timestamptz,
    constraint pkey_deadline_tenant_id_weighing_id_kind_about_from_event primary key (tenant_id, weighing_id, kind, about, from_event)
);
create index if not exists ix_deadline_due_at on wikkenwegen.deadline (tenant_id, due_at, weighing_id, kind, about, from_event);
create index if not exists ix_deadline_by_key on wikkenwegen.deadline (tenant_id, by_key, due_at, weighing_id, kind, about, from_event);
create index if not exists ix_deadline_kind on wikkenwegen.deadline (tenant_id, kind, due_at, weighing_id, about, from_event);
create index if not exists ix_deadline_standing on wikkenwegen.deadline (tenant_id, due_at, weighing_id, kind, about, from_event) where settled_by is null;
create index if not exists ix_deadline_unfired on wikkenwegen.deadline (due_at) where settled_by is null and fired_at is null;

create table if not exists wikkenwegen.deadline_sweep (
    one boolean not null,
    swept_to timestamptz not null,
    constraint pkey_deadline_sweep_one primary key (one)
);

-- Wolverine's tables. A node is a host; only a message that waits for its time is in them for long.

do $$ begin
    if to_regnamespace('wikkenwegen_messaging') is null then create schema wikkenwegen_messaging; end if;
end $$;

create table if not exists wikkenwegen_messaging.wolverine_outgoing_envelopes (
    id uuid not null,
    owner_id integer not null,
    destination varchar not null,
    deliver_by timestamptz,
    body bytea not null,
    attempts integer default 0,
    message_type varchar not null,
    constraint pkey_wolverine_outgoing_envelopes_id primary key (id)
);
create index if not exists idx_wolverine_outgoing_envelopes_owner on wikkenwegen_messaging.wolverine_outgoing_envelopes (owner_id) where (owner_id <> 0);
create index if not exists idx_wolverine_outgoing_envelopes_recover on wikkenwegen_messaging.wolverine_outgoing_envelopes (destination) where (owner_id = 0);

create table if not exists wikkenwegen_messaging.wolverine_incoming_envelopes (
    id uuid not null,
    status varchar not null,
    owner_id integer not null,
    execution_time timestamptz default null,
    attempts integer default 0,
    body bytea not null,
    message_type varchar not null,
    received_at varchar,
    keep_until timestamptz,
    constraint pkey_wolverine_incoming_envelopes_id primary key (id)
);
create index if not exists idx_wolverine_incoming_envelopes_owner on wikkenwegen_messaging.wolverine_incoming_envelopes (owner_id) where (owner_id <> 0);
create index if not exists idx_wolverine_incoming_envelopes_recover on wikkenwegen_messaging.wolverine_incoming_envelopes (received_at) where (status = 'Incoming' and owner_id = 0);
create index if not exists idx_wolverine_incoming_envelopes_keep_until on wikkenwegen_messaging.wolverine_incoming_envelopes (keep_until) where (status = 'Handled');
create index if not exists idx_wolverine_incoming_envelopes_scheduled on wikkenwegen_messaging.wolverine_incoming_envelopes (execution_time) where (status = 'Scheduled');

create table if not exists wikkenwegen_messaging.wolverine_dead_letters (
    id uuid not null,
    execution_time timestamptz default null,
    body bytea not null,
    message_type varchar not null,
    received_at varchar,
    source varchar,
    exception_type varchar,
    exception_message varchar,
    sent_at timestamptz,
    replayable boolean,
    failure_group varchar(100),
    failure_title varchar(500),
    failed_at timestamptz,
    first_failed_at timestamptz,
    replay_count integer,
    last_replayed_at timestamptz,
    archived_at timestamptz,
    constraint pkey_wolverine_dead_letters_id primary key (id)
);
create index if not exists idx_wolverine_dead_letters_replayable on wikkenwegen_messaging.wolverine_dead_letters (replayable) where (replayable = true);
create index if not exists idx_wolverine_dead_letters_failure_group on wikkenwegen_messaging.wolverine_dead_letters (failure_group);

create table if not exists wikkenwegen_messaging.wolverine_dead_letter_history (
    id uuid not null,
    replay_count integer,
    last_replayed_at timestamptz,
    first_failed_at timestamptz,
    constraint pkey_wolverine_dead_letter_history_id primary key (id)
);
create index if not exists idx_wolverine_dead_letter_history_last_replayed_at on wikkenwegen_messaging.wolverine_dead_letter_history (last_replayed_at);

create sequence if not exists wikkenwegen_messaging.wolverine_nodes_node_number_seq as integer;
create table if not exists wikkenwegen_messaging.wolverine_nodes (
    id uuid not null,
    node_number integer not null default nextval('wikkenwegen_messaging.wolverine_nodes_node_number_seq'),
    description varchar not null,
    uri varchar not null,
    started timestamptz not null default now(),
    health_check timestamptz not null default now(),
    version varchar,
    capabilities text[],
    constraint pkey_wolverine_nodes_id primary key (id)
);
alter sequence wikkenwegen_messaging.wolverine_nodes_node_number_seq owned by wikkenwegen_messaging.wolverine_nodes.node_number;

create table if not exists wikkenwegen_messaging.wolverine_node_assignments (
    id varchar not null,
    node_id uuid,
    started timestamptz not null default now(),
    constraint pkey_wolverine_node_assignments_id primary key (id),
    constraint fkey_wolverine_node_assignments_node_id foreign key (node_id) references wikkenwegen_messaging.wolverine_nodes (id) on delete cascade
);

create table if not exists wikkenwegen_messaging.wolverine_control_queue (
    id uuid not null,
    message_type varchar not null,
    node_id uuid not null,
    body bytea not null,
    posted timestamptz not null default now(),
    expires timestamptz,
    constraint pkey_wolverine_control_queue_id primary key (id)
);

create sequence if not exists wikkenwegen_messaging.wolverine_node_records_id_seq as integer;
create table if not exists wikkenwegen_messaging.wolverine_node_records (
    id integer not null default nextval('wikkenwegen_messaging.wolverine_node_records_id_seq'),
    node_number integer not null,
    event_name varchar not null,
    timestamp timestamptz not null default now(),
    description varchar,
    constraint pkey_wolverine_node_records_id primary key (id)
);
alter sequence wikkenwegen_messaging.wolverine_node_records_id_seq owned by wikkenwegen_messaging.wolverine_node_records.id;

create table if not exists wikkenwegen_messaging.wolverine_agent_restrictions (
    id uuid not null,
    uri varchar not null,
    type varchar not null,
    node integer not null default 0,
    constraint pkey_wolverine_agent_restrictions_id primary key (id)
);
