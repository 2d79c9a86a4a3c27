-- Who took which rows out of the house is said in the log; the export knows where its own stream stands.
alter table exports add column seq bigint not null default 0;
