-- Ways to a grant that places have published. One is ended, never edited, so that what a grant was decided by can always be read again.
CREATE TABLE welfare_grant_route (
    id         uuid NOT NULL PRIMARY KEY,
    version    bigint NOT NULL,
    org_id     uuid,
    region     text NOT NULL,
    code       text NOT NULL,
    harm       text,
    valid_from date NOT NULL,
    valid_to   date,
    body       text NOT NULL
);
CREATE INDEX welfare_grant_route_region ON welfare_grant_route (region, id);
