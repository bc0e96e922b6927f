-- By which rules of the corporation's own findings were made: the number of the newest event by which one came or went.

alter table wikkenwegen.weighing_findings_made add column if not exists rules integer not null default 0;
