-- Two files of one person that became one. The file that went away keeps its row; what its heir said before is kept encrypted until nothing can be undone any more.
CREATE TABLE recognition_merger (
    id           uuid NOT NULL PRIMARY KEY,
    from_id      uuid NOT NULL REFERENCES recognition_hero (id),
    into_id      uuid NOT NULL REFERENCES recognition_hero (id),
    reason       text NOT NULL,
    merged_at    timestamptz NOT NULL,
    undone_at    timestamptz,
    state_cipher bytea
);
CREATE INDEX recognition_merger_into ON recognition_merger (into_id, id);
CREATE INDEX recognition_merger_from ON recognition_merger (from_id, id);

-- Which rows of which tables came from the file that went away, so that they can go back.
CREATE TABLE recognition_merger_row (
    merger_id  uuid NOT NULL REFERENCES recognition_merger (id),
    table_name text NOT NULL,
    row_id     uuid NOT NULL,
    rehomed    boolean NOT NULL,
    shift      bigint NOT NULL,
    PRIMARY KEY (merger_id, table_name, row_id)
);

-- The numbers that files had which went into this one.
CREATE TABLE recognition_former_number (
    id      uuid NOT NULL PRIMARY KEY,
    hero_id uuid NOT NULL REFERENCES recognition_hero (id),
    number  text NOT NULL
);
CREATE INDEX recognition_former_number_hero ON recognition_former_number (hero_id, id);
CREATE INDEX recognition_former_number_number ON recognition_former_number (number);

-- Pairs of files that may be of one person, the smaller id first; what was decided of them is not asked again.
CREATE TABLE recognition_match (
    id          uuid NOT NULL PRIMARY KEY,
    version     bigint NOT NULL,
    one_id      uuid NOT NULL REFERENCES recognition_hero (id),
    other_id    uuid NOT NULL REFERENCES recognition_hero (id),
    because     text NOT NULL,
    state       text NOT NULL CHECK (state IN ('proposed', 'same', 'distinct')),
    proposed_at timestamptz NOT NULL,
    decided_at  timestamptz,
    reason      text
);
CREATE UNIQUE INDEX recognition_match_pair ON recognition_match (one_id, other_id);
CREATE INDEX recognition_match_other ON recognition_match (other_id);
CREATE INDEX recognition_match_state ON recognition_match (state, id);

-- That two files are of two persons; it goes with a file into another one.
CREATE TABLE recognition_distinct (
    id       uuid NOT NULL PRIMARY KEY,
    hero_id  uuid NOT NULL REFERENCES recognition_hero (id),
    other_id uuid NOT NULL
);
CREATE INDEX recognition_distinct_hero ON recognition_distinct (hero_id, other_id);
