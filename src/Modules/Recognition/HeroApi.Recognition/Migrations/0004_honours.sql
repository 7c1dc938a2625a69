-- The catalogue of titles: those that statutes and practice name come with the program, organisations add their own. Names differ by place and by period.
CREATE TABLE recognition_title (
    id            uuid NOT NULL PRIMARY KEY,
    version       bigint NOT NULL,
    shipped       boolean NOT NULL,
    org_id        uuid,
    level         text NOT NULL,
    region_code   text NOT NULL,
    name          text NOT NULL,
    kind          text NOT NULL,
    subject       text NOT NULL,
    granting_body text NOT NULL,
    basis         text,
    since         text,
    until         text,
    valid_from    date NOT NULL,
    valid_to      date NOT NULL
);
CREATE UNIQUE INDEX recognition_title_name ON recognition_title (region_code, level, name, valid_from);

-- What was granted, by one paper: to persons, each of whom then has it, or to one group. Name and level stand as they were when it was granted.
CREATE TABLE recognition_award (
    id                 uuid NOT NULL PRIMARY KEY,
    version            bigint NOT NULL,
    owner_org_id       uuid NOT NULL,
    owner_epoch        bigint NOT NULL DEFAULT 1,
    origin_org_id      uuid NOT NULL,
    origin_version     bigint NOT NULL,
    protection         text NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    deleted_at         timestamptz,
    title_id           uuid NOT NULL REFERENCES recognition_title (id),
    title              text NOT NULL,
    level              text NOT NULL,
    kind               text NOT NULL,
    source             text NOT NULL,
    granting_body      text NOT NULL,
    granted_on         text NOT NULL,
    granted_from       date NOT NULL,
    granted_to         date NOT NULL,
    number             text,
    round              text,
    group_name         text,
    posthumous         boolean NOT NULL,
    case_id            uuid,
    nomination_id      uuid,
    note               text,
    state              text NOT NULL,
    recover            text,
    kept_reason        text
);
CREATE INDEX recognition_award_owner ON recognition_award (owner_org_id, id);
CREATE INDEX recognition_award_title ON recognition_award (title_id, id);
CREATE INDEX recognition_award_granted ON recognition_award (granted_from, id);
CREATE INDEX recognition_award_case ON recognition_award (case_id) WHERE case_id IS NOT NULL;

-- Who has the award. When files are merged, a row of an award that both have stays behind.
CREATE TABLE recognition_recipient (
    id              uuid NOT NULL PRIMARY KEY,
    award_id        uuid NOT NULL REFERENCES recognition_award (id),
    hero_id         uuid NOT NULL REFERENCES recognition_hero (id),
    state           text NOT NULL,
    revoked_on      date,
    revoked_number  text,
    revoked_reason  text
);
CREATE INDEX recognition_recipient_award ON recognition_recipient (award_id, id);
CREATE INDEX recognition_recipient_hero ON recognition_recipient (hero_id, award_id);

-- Organisations that grant it together with its owner.
CREATE TABLE recognition_award_partner (
    award_id uuid NOT NULL REFERENCES recognition_award (id),
    org_id   uuid NOT NULL,
    PRIMARY KEY (award_id, org_id)
);

CREATE TABLE recognition_award_file (
    award_id uuid NOT NULL REFERENCES recognition_award (id),
    file_id  uuid NOT NULL,
    PRIMARY KEY (award_id, file_id)
);

-- Whom a body puts forward for a title, to the body above it. It stays with the proposer; whoever is asked answers.
CREATE TABLE recognition_nomination (
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
    title_id       uuid NOT NULL REFERENCES recognition_title (id),
    title          text NOT NULL,
    level          text NOT NULL,
    group_name     text,
    grounds        text NOT NULL,
    asked_org_id   uuid NOT NULL,
    state          text NOT NULL,
    award_id       uuid
);
CREATE INDEX recognition_nomination_owner ON recognition_nomination (owner_org_id, id);
CREATE INDEX recognition_nomination_asked ON recognition_nomination (asked_org_id, id);

CREATE TABLE recognition_nominee (
    id            uuid NOT NULL PRIMARY KEY,
    nomination_id uuid NOT NULL REFERENCES recognition_nomination (id),
    hero_id       uuid NOT NULL REFERENCES recognition_hero (id)
);
CREATE INDEX recognition_nominee_nomination ON recognition_nominee (nomination_id, id);
CREATE INDEX recognition_nominee_hero ON recognition_nominee (hero_id, id);

-- One asking of one body, with its answer and its public notice. Who asks again after a return opens another.
CREATE TABLE recognition_nomination_round (
    id              uuid NOT NULL PRIMARY KEY,
    nomination_id   uuid NOT NULL REFERENCES recognition_nomination (id),
    org_id          uuid NOT NULL,
    state           text NOT NULL,
    asked_on        date NOT NULL,
    answered_on     date,
    reason          text,
    missing         text,
    notice_from     date,
    notice_to       date,
    notice_places   text,
    withheld_reason text,
    objections      bigint,
    objection_note  text
);
CREATE INDEX recognition_nomination_round_of ON recognition_nomination_round (nomination_id, id);

CREATE TABLE recognition_nomination_file (
    nomination_id uuid NOT NULL REFERENCES recognition_nomination (id),
    file_id       uuid NOT NULL,
    PRIMARY KEY (nomination_id, file_id)
);

INSERT INTO recognition_title (id, version, shipped, org_id, level, region_code, name, kind, subject, granting_body, basis, since, until, valid_from, valid_to) VALUES
    ('01980d2c-5a00-7100-8000-000000000001', 1, TRUE, NULL, 'nation', '000000', '全国见义勇为英雄', 'hero', 'person', '中央八部门', '第十四届全国见义勇为英雄模范表彰通报', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000002', 1, TRUE, NULL, 'nation', '000000', '全国见义勇为英雄群体', 'hero', 'group', '中央八部门', '第十四届全国见义勇为英雄模范表彰通报', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000003', 1, TRUE, NULL, 'nation', '000000', '全国见义勇为模范', 'model', 'person', '中央八部门', '第十四届全国见义勇为英雄模范表彰通报', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000004', 1, TRUE, NULL, 'nation', '000000', '全国见义勇为模范群体', 'model', 'group', '中央八部门', '第十四届全国见义勇为英雄模范表彰通报', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000005', 1, TRUE, NULL, 'nation', '000000', '见义勇为勇士榜', 'warrior', 'both', '中央政法委、中华见义勇为基金会', '见义勇为勇士榜季度发布', '2022-09', NULL, '2022-09-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000006', 1, TRUE, NULL, 'nation', '000000', '全国见义勇为英雄司机', 'hero', 'person', '中华见义勇为基金会', '全国见义勇为英雄司机评选', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000007', 1, TRUE, NULL, 'nation', '000000', '中国好人榜', 'external', 'both', '中央文明办', NULL, NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000008', 1, TRUE, NULL, 'nation', '000000', '全国道德模范', 'external', 'both', '中央文明办等', NULL, NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000009', 1, TRUE, NULL, 'nation', '000000', '全国道德模范提名奖', 'external', 'both', '中央文明办等', NULL, NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000000a', 1, TRUE, NULL, 'province', '370000', '山东省见义勇为英雄', 'hero', 'both', '山东省人民政府', '山东省见义勇为人员奖励和保护条例第十七条', '2012-12-01', NULL, '2012-12-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000000b', 1, TRUE, NULL, 'province', '370000', '山东省见义勇为模范', 'model', 'both', '山东省综治部门、山东省见义勇为基金会', '山东省见义勇为人员奖励和保护条例第十七条', '2012-12-01', NULL, '2012-12-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000000c', 1, TRUE, NULL, 'below', '370000', '见义勇为表彰（乡镇、街道、群众组织、单位）', 'other', 'both', '乡镇、街道、群众组织、基层自治组织或者所在单位', '山东省见义勇为人员奖励和保护条例第十九条', '2012-12-01', NULL, '2012-12-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000000d', 1, TRUE, NULL, 'province', '410000', '河南省见义勇为英雄', 'hero', 'both', '河南省人民政府', '河南省见义勇为人员奖励和保障条例第二十条', '2018-01-01', NULL, '2018-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000000e', 1, TRUE, NULL, 'province', '410000', '河南省见义勇为模范', 'model', 'both', '河南省人民政府', '河南省见义勇为人员奖励和保障条例第二十条', '2018-01-01', NULL, '2018-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000000f', 1, TRUE, NULL, 'city', '410000', '见义勇为模范（河南省辖市）', 'model', 'both', '省辖市人民政府', '河南省见义勇为人员奖励和保障条例第二十条', '2018-01-01', NULL, '2018-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000010', 1, TRUE, NULL, 'county', '410000', '见义勇为先进个人（河南省县级）', 'advanced', 'both', '县级人民政府', '河南省见义勇为人员奖励和保障条例第二十条', '2018-01-01', NULL, '2018-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000011', 1, TRUE, NULL, 'below', '410000', '见义勇为表彰（单位对成员）', 'other', 'both', '所在单位', '河南省见义勇为人员奖励和保障条例第二十二条', '2018-01-01', NULL, '2018-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000012', 1, TRUE, NULL, 'province', '330000', '见义勇为一等功', 'merit', 'person', '浙江省人民政府', '浙江省见义勇为人员奖励和保障条例第十条', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000013', 1, TRUE, NULL, 'city', '330000', '见义勇为二等功', 'merit', 'person', '设区的市人民政府', '浙江省见义勇为人员奖励和保障条例第十条', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000014', 1, TRUE, NULL, 'county', '330000', '见义勇为三等功', 'merit', 'person', '县级人民政府', '浙江省见义勇为人员奖励和保障条例第十条', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000015', 1, TRUE, NULL, 'county', '330000', '见义勇为嘉奖', 'merit', 'person', '县级人民政府', '浙江省见义勇为人员奖励和保障条例第十条', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000016', 1, TRUE, NULL, 'province', '320000', '江苏省见义勇为英雄', 'hero', 'person', '江苏省人民政府', '江苏省见义勇为称号评定办法（2020年）', '2020', NULL, '2020-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000017', 1, TRUE, NULL, 'province', '320000', '江苏省见义勇为模范', 'model', 'person', '江苏省人民政府', '江苏省见义勇为称号评定办法（2020年）', '2020', NULL, '2020-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000018', 1, TRUE, NULL, 'province', '320000', '江苏省见义勇为先进个人', 'advanced', 'person', '江苏省人民政府', '江苏省见义勇为称号评定办法（2020年）', '2020', NULL, '2020-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000019', 1, TRUE, NULL, 'city', '320800', '淮安市见义勇为模范', 'model', 'person', '淮安市人民政府', '淮安市见义勇为称号评定办法（2020年）', '2020', NULL, '2020-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000001a', 1, TRUE, NULL, 'city', '320800', '淮安市见义勇为先进个人', 'advanced', 'person', '淮安市人民政府', '淮安市见义勇为称号评定办法（2020年）', '2020', NULL, '2020-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000001b', 1, TRUE, NULL, 'province', '350000', '福建省见义勇为英雄', 'hero', 'person', '福建省人民政府', '2011年度福建省表彰', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000001c', 1, TRUE, NULL, 'province', '350000', '福建省见义勇为模范', 'model', 'person', '福建省人民政府', '2021年度福建省表彰', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000001d', 1, TRUE, NULL, 'province', '350000', '福建省见义勇为先进个人', 'advanced', 'person', '福建省见义勇为奖励和保护委员会', '第三十一届福建省见义勇为先进个人评选', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000001e', 1, TRUE, NULL, 'province', '530000', '云南省见义勇为先进分子', 'advanced', 'person', '云南省人民政府', '云南省奖励和保护见义勇为人员条例（旧文本）', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-00000000001f', 1, TRUE, NULL, 'province', '110000', '首都见义勇为好市民', 'good_citizen', 'person', '北京市人民政府', '北京市见义勇为人员奖励和保护条例第十条', '2000', NULL, '2000-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000020', 1, TRUE, NULL, 'county', '110000', '见义勇为积极分子（北京市区级）', 'activist', 'person', '区人民政府', '北京市见义勇为人员奖励和保护条例第十条（2016年修改前）', '2000', '2016', '2000-01-01', '2016-12-31'),
    ('01980d2c-5a00-7100-8000-000000000021', 1, TRUE, NULL, 'city', '370200', '青岛市见义勇为公民', 'good_citizen', 'person', '青岛市人民政府', '青岛市表彰与保护见义勇为公民条例第四条', '1997', NULL, '1997-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000022', 1, TRUE, NULL, 'city', '410300', '洛阳市见义勇为勇士', 'warrior', 'person', '洛阳市人民政府', '洛阳市保护和奖励维护社会治安见义勇为人员条例第七条', '2003-02-01', NULL, '2003-02-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000023', 1, TRUE, NULL, 'county', '410300', '见义勇为先进分子（洛阳市县级）', 'advanced', 'person', '县级人民政府', '洛阳市保护和奖励维护社会治安见义勇为人员条例第七条', '2003-02-01', NULL, '2003-02-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000024', 1, TRUE, NULL, 'county', '330182', '建德市见义勇为积极分子', 'activist', 'person', '建德市见义勇为基金会', '建德市见义勇为基金会公布', NULL, NULL, '1900-01-01', '9999-12-31'),
    ('01980d2c-5a00-7100-8000-000000000025', 1, TRUE, NULL, 'county', '320412', '武进区见义勇为积极分子', 'activist', 'person', '武进区见义勇为基金会', '武进区见义勇为基金会公布', NULL, NULL, '1900-01-01', '9999-12-31');
