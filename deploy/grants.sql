-- What the role of the hosts may do. By the owner, after each migration (psql -v ON_ERROR_STOP=1 -U wikkenwegen_owner -d wikkenwegen -f grants.sql);
-- it does no harm to run it again.
begin;
grant usage on schema wikkenwegen, wikkenwegen_messaging to wikkenwegen_host;
grant select, insert, update, delete on all tables in schema wikkenwegen, wikkenwegen_messaging to wikkenwegen_host;
grant usage on all sequences in schema wikkenwegen, wikkenwegen_messaging to wikkenwegen_host;
-- What was recorded, its leaves, and what was signed of them are only added to.
revoke update, delete on wikkenwegen.mt_events, wikkenwegen.ledger_leaf, wikkenwegen.ledger_index, wikkenwegen.ledger_tile, wikkenwegen.ledger_checkpoint, wikkenwegen.ledger_cosignature,
    wikkenwegen.ledger_timestamp, wikkenwegen.ledger_key_change, wikkenwegen.schema_migration from wikkenwegen_host;
commit;
