"""Small projects of Taguette and QualCoder as their programs make them, for the tests of what reads them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

QUALCODER_TEXT = "\ufeffAnna: 𐱅𐰇𐰼𐰰 söz 👩.\r\nBen: söz.\r\n"
QUALCODER = f"""
CREATE TABLE project (databaseversion text, date text, memo text, codername text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
    date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
    color text, supercid integer);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
    owner text, date text, memo text, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
    date text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
CREATE TABLE graph (grid integer primary key, name text);
CREATE TABLE code_image (imid integer primary key, id integer, cid integer);
INSERT INTO project VALUES ('v17', '2026-01-02 03:04:05', 'On the project', 'Aygün');
INSERT INTO source VALUES (1, 'talk.txt', '{QUALCODER_TEXT}', NULL, 'On the talk', 'Aygün', '2026-01-02 03:04:06');
INSERT INTO source VALUES (2, 'map.png', NULL, '/images/map.png', '', 'Aygün', '');
INSERT INTO source VALUES (3, 'far.mp3', NULL, 'audio:/media/far.mp3', '', 'Aygün', '');
INSERT INTO source VALUES (4, 'out.png', NULL, '/images/../data.qda', '', 'Aygün', '');
INSERT INTO code_cat VALUES (1, 'Themes', 'Aygün', '', 'All', NULL);
INSERT INTO code_name VALUES (1, 'Words', '', 1, 'Aygün', '2026-01-02 03:04:07', '#FF0000', NULL);
INSERT INTO code_name VALUES (2, 'Letters', 'Of old', NULL, 'Aygün', '', '#00ff00', 1);
INSERT INTO cases VALUES (1, 'Ben', 'Second', 'Aygün', ''), (2, 'Both', '', 'Aygün', '');
INSERT INTO case_text VALUES (1, 1, 1, 23, 32), (2, 2, 1, 0, 33), (3, 2, 2, 0, 0);
INSERT INTO attribute_type VALUES ('age', '', 'Aygün', 'In years', 'case', 'numeric');
INSERT INTO attribute VALUES (1, 'age', 'case', '34', 1), (2, 'place', 'file', 'Bakı', 1);
INSERT INTO attribute VALUES (3, 'mood', 'journal', 'good', 1);
INSERT INTO journal VALUES (1, 'Day 1', 'We began.', '2026-01-03 00:00:00', 'Murat');
INSERT INTO graph VALUES (1, 'Web');
INSERT INTO code_image VALUES (1, 2, 1);
"""

TAGUETTE = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created TEXT);
CREATE TABLE project_members (project_id INTEGER, user_login TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT, created TEXT,
    project_id INTEGER, contents TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER, payload TEXT);
INSERT INTO projects VALUES (1, 'Əlifba', 'Why letters matter', '2026-01-02 03:04:05.678');
INSERT INTO project_members VALUES (1, 'Aygün');
INSERT INTO documents VALUES (7, 'Speech', '', 'speech.html', '2026-01-02 03:04:06', 1,
    '<h2>𐱅𐰇𐰼𐰰 &amp; biz</h2>' || char(10) || '<ol><li>bir</li><li>iki</li></ol>');
INSERT INTO tags VALUES (3, 1, 'identity.language', 'Words on language'), (4, 1, 'a..b', '');
"""


def write_database(path: Path, *statements: str) -> Path:
    """A database that some SQL makes."""
    connection = sqlite3.connect(path)
    connection.executescript(";".join(statements))
    connection.commit()
    connection.close()
    return path
