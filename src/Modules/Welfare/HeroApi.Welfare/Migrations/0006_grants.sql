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

-- What was proposed for a person or the family, with the facts it was reckoned from and what they came to. Of one harm one body has one at a time.
CREATE TABLE welfare_grant (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    owner_org_id   uuid NOT NULL,
    owner_epoch    bigint NOT NULL DEFAULT 1,
    origin_org_id  uuid NOT NULL,
    origin_version bigint NOT NULL,
    protection     text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    hero_id        uuid NOT NULL,
    harm           text NOT NULL,
    happened_on    date NOT NULL,
    region         text NOT NULL,
    facts          text NOT NULL,
    calculation    text NOT NULL,
    route          text,
    state          text NOT NULL,
    proposed_by    uuid NOT NULL,
    answered_by    uuid,
    decided_on     date,
    number         text,
    end_reason     text
);
CREATE UNIQUE INDEX welfare_grant_one ON welfare_grant (owner_org_id, hero_id, harm) WHERE state IN ('proposed', 'granted');
CREATE INDEX welfare_grant_owner ON welfare_grant (owner_org_id, id);
CREATE INDEX welfare_grant_hero ON welfare_grant (hero_id, id);
CREATE INDEX welfare_grant_state ON welfare_grant (state, id);
CREATE INDEX welfare_grant_region ON welfare_grant (region, id);
CREATE INDEX welfare_grant_happened ON welfare_grant (happened_on, id);

-- Amount by amount and payer by payer.
CREATE TABLE welfare_grant_part (
    id             uuid NOT NULL PRIMARY KEY,
    grant_id       uuid NOT NULL REFERENCES welfare_grant (id),
    position       bigint NOT NULL,
    code           text NOT NULL,
    per            text NOT NULL,
    payer          text NOT NULL,
    calculated_fen bigint NOT NULL,
    floor_fen      bigint,
    amount_fen     bigint NOT NULL,
    reason         text
);
CREATE INDEX welfare_grant_part_grant ON welfare_grant_part (grant_id, position);

-- What of a work injury has to be done by a day.
CREATE TABLE welfare_grant_deadline (
    id          uuid NOT NULL PRIMARY KEY,
    grant_id    uuid NOT NULL REFERENCES welfare_grant (id),
    what        text NOT NULL,
    state       text NOT NULL,
    started_on  date NOT NULL,
    due_on      date NOT NULL,
    paused_on   date,
    waits_for   text,
    paused_days bigint NOT NULL,
    ended_on    date
);
CREATE INDEX welfare_grant_deadline_grant ON welfare_grant_deadline (grant_id, id);
