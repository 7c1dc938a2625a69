-- The sections of a hero file that are lists. A table of each, so that files are found by what stands in them.
CREATE TABLE recognition_family (
    id           uuid NOT NULL PRIMARY KEY,
    hero_id      uuid NOT NULL REFERENCES recognition_hero (id),
    position     bigint NOT NULL,
    name         text NOT NULL,
    kinship      text NOT NULL,
    born_on      text,
    phone_cipher bytea,
    phone_masked text
);
CREATE INDEX recognition_family_hero ON recognition_family (hero_id, position);

CREATE TABLE recognition_injury (
    id                 uuid NOT NULL PRIMARY KEY,
    hero_id            uuid NOT NULL REFERENCES recognition_hero (id),
    position           bigint NOT NULL,
    what               text NOT NULL,
    grade              bigint,
    assessed_by        text,
    certificate_number text,
    certificate_on     text
);
CREATE INDEX recognition_injury_hero ON recognition_injury (hero_id, position);
CREATE INDEX recognition_injury_grade ON recognition_injury (grade, hero_id) WHERE grade IS NOT NULL;

CREATE TABLE recognition_post (
    id       uuid NOT NULL PRIMARY KEY,
    hero_id  uuid NOT NULL REFERENCES recognition_hero (id),
    position bigint NOT NULL,
    kind     text NOT NULL,
    unit     text NOT NULL,
    title    text,
    from_on  text,
    to_on    text,
    ended    boolean NOT NULL
);
CREATE INDEX recognition_post_hero ON recognition_post (hero_id, position);
CREATE INDEX recognition_post_held ON recognition_post (kind, hero_id) WHERE NOT ended;

-- What is in the volumes of a file. A number that was given is never given again, so what was taken out keeps its row.
CREATE TABLE recognition_document (
    id         uuid NOT NULL PRIMARY KEY,
    hero_id    uuid NOT NULL REFERENCES recognition_hero (id),
    version    bigint NOT NULL,
    volume     text NOT NULL,
    number     bigint NOT NULL,
    kind       text NOT NULL,
    title      text NOT NULL,
    on_date    text,
    note       text,
    removed_at timestamptz
);
CREATE INDEX recognition_document_hero ON recognition_document (hero_id, id);

CREATE INDEX recognition_hero_missing ON recognition_hero (missing_count, id, missing);
CREATE INDEX recognition_hero_complete ON recognition_hero ((missing_count = 0), id);
CREATE INDEX recognition_hero_alive ON recognition_hero ((contact_state <> 'deceased'), id);
CREATE INDEX recognition_hero_living ON recognition_hero (living_region, id) WHERE living_region IS NOT NULL;
CREATE INDEX recognition_hero_occupation ON recognition_hero (occupation, id) WHERE occupation IS NOT NULL;
CREATE INDEX recognition_hero_hardship ON recognition_hero (hardship_kind, id) WHERE hardship_kind IS NOT NULL;
CREATE INDEX recognition_hero_willing ON recognition_hero (willing_to_serve, id) WHERE willing_to_serve IS NOT NULL;
CREATE INDEX recognition_hero_born ON recognition_hero (born_from, born_to, id) WHERE born_from IS NOT NULL;
CREATE INDEX recognition_hero_opening ON recognition_hero (opened_by, id);
