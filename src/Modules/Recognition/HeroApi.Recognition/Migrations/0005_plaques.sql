-- The last number of a kind that an organisation has given in a year.
CREATE TABLE recognition_serial (
    org_id uuid NOT NULL,
    kind   text NOT NULL,
    year   bigint NOT NULL,
    last   bigint NOT NULL,
    PRIMARY KEY (org_id, kind, year)
);

-- Plaques 见义勇为光荣之家. A household keeps its name, the id of its first plaque, when a damaged one is replaced.
CREATE TABLE recognition_plaque (
    id           uuid NOT NULL PRIMARY KEY,
    household_id uuid NOT NULL,
    org_id       uuid NOT NULL,
    serial       text NOT NULL,
    state        text NOT NULL,
    since        date NOT NULL,
    hung_on      date,
    to_withdraw  boolean NOT NULL,
    replaces     uuid
);
CREATE UNIQUE INDEX recognition_plaque_serial ON recognition_plaque (org_id, serial);
CREATE INDEX recognition_plaque_state ON recognition_plaque (state, id);
CREATE INDEX recognition_plaque_hung ON recognition_plaque (hung_on, id) WHERE hung_on IS NOT NULL;

-- Whose plaque it is: the hero in whose file it was made, and those of the same household. After a merge one file may stand here twice.
CREATE TABLE recognition_plaque_hero (
    id        uuid NOT NULL PRIMARY KEY,
    plaque_id uuid NOT NULL REFERENCES recognition_plaque (id),
    hero_id   uuid NOT NULL REFERENCES recognition_hero (id),
    holder    boolean NOT NULL
);
CREATE INDEX recognition_plaque_hero_plaque ON recognition_plaque_hero (plaque_id, id);
CREATE INDEX recognition_plaque_hero_hero ON recognition_plaque_hero (hero_id, plaque_id);

-- Every act of a plaque's life.
CREATE TABLE recognition_plaque_step (
    id        uuid NOT NULL PRIMARY KEY,
    plaque_id uuid NOT NULL REFERENCES recognition_plaque (id),
    at        timestamptz NOT NULL,
    step      text NOT NULL,
    state     text NOT NULL,
    on_date   date NOT NULL,
    by_whom   text NOT NULL,
    reason    text,
    org_id    uuid,
    principal uuid NOT NULL
);
CREATE INDEX recognition_plaque_step_plaque ON recognition_plaque_step (plaque_id, id);
