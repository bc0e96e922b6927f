-- What runs with each event finds its rows by an index, also where the connection made its plan while there were few of them: in one transaction of many events
-- each read all the rows of those before it.

alter function wikkenwegen.ledger_write(wikkenwegen.mt_events, boolean) set enable_seqscan = off;
alter function wikkenwegen.weighing_change_keep() set enable_seqscan = off;
