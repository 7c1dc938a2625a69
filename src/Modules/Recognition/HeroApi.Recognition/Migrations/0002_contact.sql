-- Every attempt to reach a person, with the state of contact before and after: what the transitions of a period are counted from.
CREATE TABLE recognition_contact_attempt (
    id         uuid NOT NULL PRIMARY KEY,
    hero_id    uuid NOT NULL REFERENCES recognition_hero (id),
    on_date    date NOT NULL,
    channel    text NOT NULL,
    result     text NOT NULL,
    state_from text NOT NULL,
    state_to   text NOT NULL,
    note       text
);
CREATE INDEX recognition_contact_attempt_hero ON recognition_contact_attempt (hero_id, id);
CREATE INDEX recognition_contact_attempt_turn ON recognition_contact_attempt (on_date, state_to);
