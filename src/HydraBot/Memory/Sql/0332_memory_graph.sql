-- Which memories stand in the graph database beside; one that is not here is written there, and one that is gone from memories is removed there.
CREATE TABLE memory_graph (
    memory_id TEXT NOT NULL PRIMARY KEY
);
