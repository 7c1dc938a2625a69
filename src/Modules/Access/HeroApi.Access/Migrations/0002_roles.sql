CREATE TABLE access_role (
    id         uuid NOT NULL PRIMARY KEY,
    code       text NOT NULL,
    version    bigint NOT NULL,
    zh         text NOT NULL,
    en         text NOT NULL,
    scopes     text NOT NULL,
    shipped    boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX access_role_code ON access_role (code);

-- No reference to the role: a revoked key keeps no role alive, and deleting one takes such rows along.
CREATE TABLE access_api_key_role (
    key_id uuid NOT NULL REFERENCES access_api_key (id),
    role   text NOT NULL,
    PRIMARY KEY (key_id, role)
);
CREATE INDEX access_api_key_role_role ON access_api_key_role (role);

INSERT INTO access_role (id, code, version, zh, en, scopes, shipped, created_at, updated_at) VALUES
('0198f100-0000-7000-8000-000000000001', 'grid_worker', 1, '网格员', 'Grid worker',
 'leads:read leads:write orgs:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000002', 'county_officer', 1, '县级协会工作人员', 'County officer',
 'cases:read cases:write feed:read heroes:read heroes:write leads:read leads:triage leads:write orgs:read pii:read welfare:read',
 TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000003', 'decision_maker', 1, '审定人员', 'Decision maker',
 'cases:decide cases:read heroes:read honours:decide leads:read orgs:read protected:read',
 TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000004', 'welfare_officer', 1, '帮扶工作人员', 'Welfare officer',
 'heroes:read orgs:read pii:read welfare:read welfare:write', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000005', 'treasurer', 1, '财务人员', 'Treasurer',
 'fund:post orgs:read welfare:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000006', 'police', 1, '公安机关', 'Police',
 'cases:read leads:read leads:write orgs:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000007', 'hospital', 1, '医院', 'Hospital',
 'leads:write orgs:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000008', 'province_system', 1, '省级系统', 'Province system',
 'cases:read feed:read heroes:read leads:read orgs:read welfare:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-000000000009', 'auditor', 1, '审计人员', 'Auditor',
 'audit:read cases:read leads:read orgs:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-00000000000a', 'organisation_manager', 1, '机构管理员', 'Organisation manager',
 'audit:read keys:manage orgs:read orgs:write', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-00000000000b', 'fund_approver', 1, '资金审批人员', 'Approver of money',
 'bonuses:approve fund:approve heroes:read orgs:read welfare:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-00000000000c', 'welfare_approver', 1, '帮扶审定人员', 'Approver of grants and benefits',
 'heroes:read orgs:read welfare:decide welfare:read', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'),
('0198f100-0000-7000-8000-00000000000d', 'hospital_door', 1, '医院绿色通道窗口', 'Door of a hospital',
 'green_channel:verify', TRUE, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z');
