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

-- Certificates. What is asked by is the print of number and code together: one look-up, whichever of the two is wrong.
CREATE TABLE recognition_certificate (
    id          uuid NOT NULL PRIMARY KEY,
    hero_id     uuid NOT NULL REFERENCES recognition_hero (id),
    org_id      uuid NOT NULL,
    kind        text NOT NULL,
    case_id     uuid,
    plaque_id   uuid,
    number      text NOT NULL,
    issued_on   date NOT NULL,
    state       text NOT NULL,
    ended_on    date,
    end_reason  text,
    replaced_by uuid,
    code_cipher bytea NOT NULL,
    code_print  bytea NOT NULL
);
CREATE UNIQUE INDEX recognition_certificate_number ON recognition_certificate (org_id, number);
CREATE INDEX recognition_certificate_hero ON recognition_certificate (hero_id, id);
CREATE INDEX recognition_certificate_case ON recognition_certificate (case_id, hero_id) WHERE case_id IS NOT NULL;
CREATE INDEX recognition_certificate_print ON recognition_certificate (code_print);

-- Wrong codes of an hour, in a fixed number of slots.
CREATE TABLE recognition_certificate_guess (
    slot  bigint NOT NULL PRIMARY KEY,
    since timestamptz NOT NULL,
    wrong bigint NOT NULL
);

-- Ceremonies 仪式: an occasion on which heroes are honoured, and who came.
CREATE TABLE recognition_ceremony (
    id               uuid NOT NULL PRIMARY KEY,
    version          bigint NOT NULL,
    owner_org_id     uuid NOT NULL,
    owner_epoch      bigint NOT NULL DEFAULT 1,
    origin_org_id    uuid NOT NULL,
    origin_version   bigint NOT NULL,
    protection       text NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    deleted_at       timestamptz,
    deleted_reason   text,
    kind             text NOT NULL,
    title            text NOT NULL,
    held_on          date NOT NULL,
    region_code      text NOT NULL,
    address          text,
    attendees        bigint,
    guests           text NOT NULL,
    files            text NOT NULL,
    note             text
);
CREATE INDEX recognition_ceremony_held ON recognition_ceremony (held_on, id);
CREATE INDEX recognition_ceremony_region ON recognition_ceremony (region_code, id);
CREATE INDEX recognition_ceremony_kind ON recognition_ceremony (kind, id);
CREATE INDEX recognition_ceremony_owner ON recognition_ceremony (owner_org_id, id);

-- Who was honoured. After a merge one file may stand here twice for one ceremony.
CREATE TABLE recognition_ceremony_hero (
    id          uuid NOT NULL PRIMARY KEY,
    ceremony_id uuid NOT NULL REFERENCES recognition_ceremony (id),
    hero_id     uuid NOT NULL REFERENCES recognition_hero (id)
);
CREATE INDEX recognition_ceremony_hero_ceremony ON recognition_ceremony_hero (ceremony_id, hero_id);
CREATE INDEX recognition_ceremony_hero_hero ON recognition_ceremony_hero (hero_id, ceremony_id);
