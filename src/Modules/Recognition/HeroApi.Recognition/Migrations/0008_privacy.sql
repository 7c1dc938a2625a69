-- What the person, or who speaks for him, has agreed to. A row is never changed but for how it ended.
CREATE TABLE recognition_consent (
    id           uuid NOT NULL PRIMARY KEY,
    hero_id      uuid NOT NULL REFERENCES recognition_hero (id),
    purpose      text NOT NULL,
    text_version text NOT NULL,
    given_on     date NOT NULL,
    given_by     text NOT NULL,
    giver_name   text,
    kinship      text,
    channel      text NOT NULL,
    note         text,
    valid_until  date,
    state        text NOT NULL,
    ended_on     date,
    ended_reason text
);
CREATE INDEX recognition_consent_hero ON recognition_consent (hero_id, id);

-- Who asked in an emergency for a file that he may not see. Without a file when there is none of that person: the asker is not told.
CREATE TABLE recognition_break_glass (
    id              uuid NOT NULL PRIMARY KEY,
    hero_id         uuid REFERENCES recognition_hero (id),
    version         bigint NOT NULL,
    asked_at        timestamptz NOT NULL,
    asker           uuid NOT NULL,
    asker_org_id    uuid NOT NULL,
    purpose         text NOT NULL,
    reason          text NOT NULL,
    state           text NOT NULL,
    decided_at      timestamptz,
    decided_by      uuid,
    decision_reason text,
    open_until      timestamptz
);
CREATE INDEX recognition_break_glass_hero ON recognition_break_glass (hero_id, id);

-- How often a key has asked within an hour.
CREATE TABLE recognition_break_glass_count (
    principal uuid NOT NULL PRIMARY KEY,
    since     timestamptz NOT NULL,
    asked     bigint NOT NULL
);
