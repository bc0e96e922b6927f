-- The streams of a corporation that are no weighings, such as its instruments: to find those few, all of its weighings were gone over.

create index if not exists ix_mt_streams_type on wikkenwegen.mt_streams (tenant_id, type, id) where type <> 'weighing';
