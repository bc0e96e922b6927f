-- The streams of a corporation that are no weighings, such as its instruments: to find those few, all of its weighings were gone over.
create index if not exists ix_mt_streams_type on wikkenwegen.mt_streams (tenant_id, type, id) where type <> 'weighing';

-- What runs with each event finds its rows by an index, also where the connection made its plan while there were few of them: in one transaction of many events
-- each read all the rows of those before it.
alter function wikkenwegen.ledger_write(wikkenwegen.mt_events, boolean) set enable_seqscan = off;
alter function wikkenwegen.weighing_change_keep() set enable_seqscan = off;
