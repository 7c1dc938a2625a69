-- Every attempt to reach a person. The id may be chosen by a phone without a network; the print tells whether the same was sent again.
CREATE TABLE recognition_contact_attempt (
    id         uuid NOT NULL PRIMARY KEY,
    hero_id    uuid NOT NULL REFERENCES recognition_hero (id),
    on_date    date NOT NULL,
    channel    text NOT NULL,
    result     text NOT NULL,
    state_said text,
    by_whom    text,
    reason     text,
    note       text,
    taken_at   timestamptz NOT NULL,
    print      bytea
);
CREATE INDEX recognition_contact_attempt_hero ON recognition_contact_attempt (hero_id, id);

-- Every turn of the state of contact, the first one on the day since when a person is on the register. Written anew from the file and its
-- attempts whenever one of them changes, so that what comes in late stands where it belongs.
CREATE TABLE recognition_contact_turn (
    hero_id    uuid NOT NULL REFERENCES recognition_hero (id),
    number     bigint NOT NULL,
    on_date    date NOT NULL,
    state_from text,
    state_to   text NOT NULL
);
CREATE INDEX recognition_contact_turn_hero ON recognition_contact_turn (hero_id, on_date, number);
CREATE INDEX recognition_contact_turn_day ON recognition_contact_turn (on_date, hero_id);

-- A round of verification: every file of an area is asked after by a day.
CREATE TABLE recognition_verification_round (
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
    title          text NOT NULL,
    region         text,
    org_scope      text NOT NULL,
    contact_states text NOT NULL,
    opened_on      date NOT NULL,
    due_on         date NOT NULL,
    state          text NOT NULL,
    closed_on      date
);
CREATE INDEX recognition_verification_round_due ON recognition_verification_round (due_on, id);

-- The files of a round. The id is that of the file as the round was opened: where it differs from hero_id, the file has since gone into
-- another one and left the round.
CREATE TABLE recognition_verification_item (
    round_id   uuid NOT NULL REFERENCES recognition_verification_round (id),
    id         uuid NOT NULL,
    hero_id    uuid NOT NULL REFERENCES recognition_hero (id),
    state      text NOT NULL,
    done_on    date,
    outcome    text,
    changes    text,
    by_whom    text,
    attempt_id uuid,
    PRIMARY KEY (round_id, id)
);
CREATE INDEX recognition_verification_item_hero ON recognition_verification_item (hero_id);
