using System.Text.Json;
using HydraBot.IntegrationTests.Support;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Recall;
using HydraBot.Memory.Stored;
using HydraBot.Testing.Graphs;
using HydraBot.Testing.Models;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Memory;

/// <summary>What one may rely on whatever the memories are stored in.</summary>
public abstract class MemoryTests
{
    protected abstract ValueTask<Backend> BackendAsync();

    [Fact]
    public async Task What_was_remembered_is_found_alike_after_a_restart()
    {
        await using var backend = await BackendAsync();
        string[] before;
        await using (var house = await MemoryHouse.StartAsync(backend))
        {
            await house.PostAsync("/memory", Enumerable.Range(0, 200).Select(n => new
            {
                content = $"Turn {n}: the {(n % 3 == 0 ? "router" : "printer")} in room {n % 7} needs a new {(n % 2 == 0 ? "cable" : "fan")}",
                speaker = n % 2 == 0 ? "Ann" : "Bob",
                sessionId = $"s{n / 20}",
                tags = new[] { "house" },
                occurredAt = $"2026-03-{1 + (n / 20):00}T10:00:00Z",
            }));
            before = await house.SearchAsync("which router needs a cable in room 3", "&tags=house");
            Assert.Equal(10, before.Length);
        }

        await using var again = await MemoryHouse.StartAsync(backend);
        Assert.Equal(before, await again.SearchAsync("which router needs a cable in room 3", "&tags=house"));
    }

    [Fact]
    public async Task A_fact_ends_what_it_contradicts_and_shakes_what_rested_on_it()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        var old = await house.PostAsync("/memory", new { tier = "semantic", content = "The nas's ip is 10.0.0.2", occurredAt = "2026-01-01" });
        var derived = await house.PostAsync("/memory", new { tier = "procedural", content = "Mount 10.0.0.2:/pool at boot", derivedFrom = new[] { old.GetProperty("id").GetGuid() } });
        var second = await house.PostAsync("/memory", new { tier = "procedural", content = "Copy the pool at boot time", derivedFrom = new[] { derived.GetProperty("id").GetGuid() } });
        var now = await house.PostAsync("/memory", new { tier = "semantic", content = "The nas's ip is 10.0.0.9", occurredAt = "2026-05-01" });

        Assert.Equal(old.GetProperty("id").GetString(), now.GetProperty("superseded")[0].GetString());
        Assert.Equal(2, now.GetProperty("suspect").GetArrayLength());
        Assert.Equal("suspect", (await house.GetAsync($"/memory/{second.GetProperty("id").GetGuid()}")).GetProperty("state").GetString());
        Assert.Equal(["The nas's ip is 10.0.0.9"], await house.SearchAsync("nas ip", "&tiers=semantic"));
        Assert.Equal(["The nas's ip is 10.0.0.2"], await house.SearchAsync("nas ip", "&tiers=semantic&asOf=2026-02-01"));
        var history = await house.PostAsync("/operations/memory.history", new { id = now.GetProperty("id").GetGuid() });
        Assert.Equal(2, history.GetProperty("memories").GetArrayLength());
    }

    [Fact]
    public async Task What_contradicts_in_free_words_is_proposed_accepted_taken_back_and_not_asked_again_after_a_no()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        var old = (await house.PostAsync("/memory", new { tier = "semantic", content = "Robin drinks black tea in the morning" })).GetProperty("id").GetGuid();
        var rests = (await house.PostAsync("/memory", new { tier = "procedural", content = "Buy tea on Fridays", derivedFrom = new[] { old } })).GetProperty("id").GetGuid();
        await house.PostAsync("/memory", new { tier = "semantic", content = "Robin paints the fence in the morning" });
        var asked = await house.PostAsync("/operations/memory.remember", new { tier = "semantic", content = "Robin drinks strong coffee in the morning" });
        var dispute = Assert.Single(asked.GetProperty("disputes").EnumerateArray()).GetGuid();
        Assert.Equal([dispute], await DisputesAsync(house));

        var settled = await house.PostAsync("/operations/memory.settle", new { dispute });
        Assert.Equal([rests], settled.GetProperty("suspect").EnumerateArray().Select(id => id.GetGuid()));
        Assert.Equal("superseded", await StateAsync(house, old));
        Assert.DoesNotContain("Robin drinks black tea in the morning", await house.SearchAsync("what does Robin drink", "&tiers=semantic"));
        await house.PostAsync("/operations/memory.settle", new { dispute, answer = "undo" });
        Assert.Equal(["active", "active"], [await StateAsync(house, old), await StateAsync(house, rests)]);
        Assert.Contains("Robin drinks black tea in the morning", await house.SearchAsync("what does Robin drink", "&tiers=semantic"));

        await house.PostAsync("/operations/memory.settle", new { dispute, answer = "decline" });
        Assert.Equal(0, (await house.PostAsync("/memory/consolidate", new { })).GetProperty("counts").GetProperty("disputed").GetInt32());
        // What came as a batch is compared at night.
        await house.PostAsync("/memory", new[] { new { tier = "semantic", content = "Robin does not paint the fence in the morning" } });
        Assert.Equal(1, (await house.PostAsync("/memory/consolidate", new { })).GetProperty("counts").GetProperty("disputed").GetInt32());
        Assert.Single(await DisputesAsync(house));
    }

    [Fact]
    public async Task What_was_said_in_passing_becomes_a_fact_at_night_once_and_falls_with_what_was_said()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        await house.PostAsync("/memory", new[]
        {
            new { content = "Good evening. pihole runs on nuc1.", occurredAt = "2026-01-01" },
            new { content = "Should pihole be moved? If so, tell me.", occurredAt = "2026-02-01" },
        });
        var said = (await house.PostAsync("/memory", new { content = "Done at last! pihole was moved to nuc2.", occurredAt = "2026-03-01" })).GetProperty("id").GetGuid();
        Assert.Equal(2, (await house.PostAsync("/memory/consolidate", new { dryRun = true })).GetProperty("counts").GetProperty("promoted").GetInt32());
        var run = await house.PostAsync("/memory/consolidate", new { });
        Assert.Equal(2, run.GetProperty("counts").GetProperty("promoted").GetInt32());
        Assert.Empty(run.GetProperty("findings").EnumerateArray());
        Assert.Equal(["pihole was moved to nuc2."], await house.SearchAsync("where does pihole run", "&tiers=semantic"));
        Assert.Equal(["pihole runs on nuc1."], await house.SearchAsync("where does pihole run", "&tiers=semantic&asOf=2026-02-01"));
        Assert.Equal(0, (await house.PostAsync("/memory/consolidate", new { })).GetProperty("counts").GetProperty("promoted").GetInt32());

        var gone = await house.DeleteAsync($"/memory/{said}");
        // The fact is in its words, and nothing else said so.
        Assert.Equal((2, 0), (gone.GetProperty("ids").GetArrayLength(), gone.GetProperty("suspect").GetArrayLength()));
        Assert.Equal(0, await CountAsync(house, "memories WHERE content LIKE '%nuc2%'"));
        await house.PostAsync("/operations/memory.undo", new { run = run.GetProperty("runId").GetGuid() });
        Assert.Equal(0, await CountAsync(house, "memories WHERE tier = 2"));
    }

    [Fact]
    public async Task What_is_still_asked_for_does_not_grow_cold()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        await house.PostAsync("/memory", new[] { new { content = "The blue bucket stands in the shed", importance = 0.1 }, new { content = "A red ladder leans on the wall", importance = 0.1 } });
        await house.Services.GetRequiredService<MemoryStore>().WriteAsync(
            session => session.ExecuteAsync("UPDATE memories SET recorded_at = recorded_at - 100 * 86400000000"), TestContext.Current.CancellationToken);
        await house.SearchAsync("where does the bucket stand", "&limit=1");
        await house.Services.GetRequiredService<RecallNotes>().WriteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await house.PostAsync("/memory/consolidate", new { })).GetProperty("counts").GetProperty("archived").GetInt32());
        Assert.Equal(1, await CountAsync(house, "memories WHERE state = 3 AND content LIKE '%ladder%'"));
        Assert.Equal(1, await CountAsync(house, "memories WHERE state = 0 AND recalls = 1 AND content LIKE '%bucket%'"));
    }

    [Fact]
    public async Task Nearly_the_same_words_are_one_fact_and_what_turns_the_meaning_is_another()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        var first = (await house.PostAsync("/memory", new { tier = "semantic", content = "The garage light is on a timer." })).GetProperty("id").GetGuid();
        foreach (var same in (string[])["the garage light is on a timer", "The garage lights is really on the timer!", "Well, the  garage light is on timer"])
            Assert.Equal(first, (await house.PostAsync("/memory", new { tier = "semantic", content = same })).GetProperty("id").GetGuid());
        foreach (var other in (string[])["The garage light is off a timer.", "The garage light isn't on a timer", "The garage light is on timer 2", "A timer is on the garage light"])
            Assert.NotEqual(first, (await house.PostAsync("/memory", new { tier = "semantic", content = other })).GetProperty("id").GetGuid());
        Assert.Equal(5, await CountAsync(house, "memories WHERE tier = 2"));

        // A turn is kept as it was said, however often; and a line that leaves the core block for the facts is not kept beside its like.
        foreach (var _ in Enumerable.Range(0, 2))
            await house.PostAsync("/memory", new[] { new { content = "the garage light is on a timer", sessionId = $"{Guid.CreateVersion7()}" } });
        await house.PostAsync("/memory", new { tier = "core", content = "Robin sleeps late" });
        await house.PostAsync("/memory", new { tier = "semantic", content = "Robin sleeps late." });
        await house.Services.GetRequiredService<MemoryStore>().WriteAsync(session => session.ExecuteAsync("UPDATE memories SET tier = 2 WHERE tier = 0"), TestContext.Current.CancellationToken);
        Assert.Equal(1, (await house.PostAsync("/memory/consolidate", new { })).GetProperty("counts").GetProperty("duplicate").GetInt32());
        Assert.Equal(2, await CountAsync(house, "memories WHERE kind = 'turn'"));
    }

    [Fact]
    public async Task A_graph_reaches_over_names_and_a_forgotten_memory_is_out_of_it()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        var one = (await house.PostAsync("/memory", new { content = "We bought srv-17 in spring" })).GetProperty("id").GetGuid();
        var two = (await house.PostAsync("/memory", new { content = "On srv-17 runs the backup to vault-3" })).GetProperty("id").GetGuid();
        var three = (await house.PostAsync("/memory", new { content = "The disk of vault-3 is full" })).GetProperty("id").GetGuid();
        Assert.Equal([two], await AroundAsync(house, one, 1));
        Assert.Equal([two, three], await AroundAsync(house, one, 2));

        await house.DeleteAsync($"/memory/{two}");
        Assert.Empty(await AroundAsync(house, one, 3));
        Assert.DoesNotContain("On srv-17 runs the backup to vault-3", await house.SearchAsync("backup to vault-3"));
    }

    [Fact]
    public async Task The_nightly_work_is_done_by_one_at_a_time()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        var lease = house.Services.GetRequiredService<NightLease>();
        Assert.True(await lease.TryTakeAsync("another process", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.False(await lease.TryTakeAsync("this one", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() => house.PostAsync("/memory/consolidate", new { }));
        await lease.ReleaseAsync("another process");
        Assert.True((await house.PostAsync("/memory/consolidate", new { })).GetProperty("finished").GetBoolean());
    }

    [Fact]
    public async Task A_skill_is_versioned_run_counted_doubted_and_forgotten_over_a_restart()
    {
        await using var backend = await BackendAsync();
        await using (var house = await MemoryHouse.StartAsync(backend))
        {
            await SaveAsync(house, "memory.show {\"id\": \"{id}\"}", "id");
            for (var time = 0; time < 3; time++)
                await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(() => house.PostAsync("/operations/skill.run", new { name = "note", values = new[] { $"id={Guid.CreateVersion7()}" } }));
            Assert.Equal(1, (await house.PostAsync("/memory/consolidate", new { })).GetProperty("counts").GetProperty("doubtful").GetInt32());
            Assert.True(await DoubtfulAsync(house));
        }

        await using var again = await MemoryHouse.StartAsync(backend);
        Assert.True(await DoubtfulAsync(again));
        await SaveAsync(again, "memory.remember {\"content\": \"{text}\"} memory.search {\"query\": \"{text}\"}", "text");
        var run = await again.PostAsync("/operations/skill.run", new { name = "note", values = new[] { "text=The cellar is dry" } });
        Assert.Equal("done", run.GetProperty("state").GetString());
        Assert.Contains("The cellar is dry", await again.SearchAsync("cellar"));
        var story = await again.PostAsync("/operations/skill.show", new { name = "note" });
        Assert.Equal([2, 1], story.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32()));
        Assert.Equal(1, story.GetProperty("skill").GetProperty("successes").GetInt32());

        var forgotten = await again.PostAsync("/operations/skill.forget", new { name = "note" });
        Assert.Equal(2, forgotten.GetProperty("ids").GetArrayLength());
        foreach (var table in (string[])["memory_skills", "skill_runs", "skill_run_steps"])
            Assert.Equal(0, await CountAsync(again, table));
    }

    [Fact]
    public async Task Another_model_and_a_graph_beside_are_brought_up_to_what_is_stored()
    {
        await using var backend = await BackendAsync();
        using var model = SmallModel.WithVocabulary();
        await using var graph = await FakeNeo4j.StartAsync();
        string[] settings = [$"--Memory:Embeddings:Path={model.Path}", $"--Memory:Neo4j:Url={graph.Url}", "--Memory:Neo4j:Database=home", "--Memory:Neo4j:User=neo4j", "--Memory:Neo4j:Password=let-me-in"];
        Guid one, two;
        await using (var house = await MemoryHouse.StartAsync(backend, settings))
        {
            one = (await house.PostAsync("/memory", new { content = "We bought srv-17 in spring" })).GetProperty("id").GetGuid();
            two = (await house.PostAsync("/memory", new { content = "On srv-17 runs the backup" })).GetProperty("id").GetGuid();
            await house.PostAsync("/memory", Enumerable.Range(0, 150).Select(n => new { content = $"cat {n}" }));
            await house.UntilAsync(section => section.Figures.GetValueOrDefault("embedded") >= 152 && section.Text.Contains("Relations in Neo4j", StringComparison.Ordinal) && graph.Holds(two));
        }

        await using var again = await MemoryHouse.StartAsync(backend, [.. settings, "--Memory:Embeddings:Pooling=Cls"]);
        await again.UntilAsync(section => section.Figures.GetValueOrDefault("embedded") >= 152 && !section.Figures.ContainsKey("reembedded") && section.Text.Contains("Relations in Neo4j", StringComparison.Ordinal));
        var since = TimeProvider.System.GetTimestamp();
        while (await CountAsync(again, "memory_embeddings") > 1)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal("neo4j", (await again.GetAsync($"/memory/{one}/related?depth=1")).GetProperty("source").GetString());
        Assert.Equal([two], await AroundAsync(again, one, 1));
        await again.DeleteAsync($"/memory/{two}");
        Assert.False(graph.Holds(two));
        Assert.Empty(graph.Wrong);
    }

    [Fact]
    public async Task A_forgotten_document_leaves_no_row()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        foreach (var text in (string[])["# Pump\n\nIt is red.\n\n# Hose\n\nIt is long.", "# Pump\n\nIt is blue.\n\n# Hose\n\nIt is long."])
            await house.PostAsync("/operations/memory.learn", new { name = "pump.md", text });
        Assert.Equal(3, (await house.PostAsync("/operations/memory.forget", new { document = "pump.md" })).GetProperty("ids").GetArrayLength());
        Assert.Equal(0, await CountAsync(house, "memory_documents"));
        Assert.Equal(0, await CountAsync(house, "memories WHERE tier = 4"));
        Assert.DoesNotContain(await house.SearchAsync("pump hose"), found => found.Contains("pump", StringComparison.OrdinalIgnoreCase) || found.Contains("hose", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_grew_cold_leaves_the_index_is_found_when_asked_for_or_when_little_is_warm_and_comes_back()
    {
        await using var backend = await BackendAsync();
        Guid run;
        await using (var house = await MemoryHouse.StartAsync(backend))
        {
            await house.PostAsync("/memory", new[]
            {
                new { content = "The red ladder leans on the north wall", speaker = "Ann", sessionId = "yard", tags = new[] { "yard" }, importance = 0.1 },
                new { content = "It was bought in a sale of ladders", speaker = "Bob", sessionId = "yard", tags = new[] { "yard" }, importance = 0.1 },
                new { content = "The blue ladder is on loan", speaker = "Ann", sessionId = "yard", tags = new[] { "yard" }, importance = 0.9 },
            });
            await house.PostAsync("/memory", new { tier = "vault", content = "Ladder plans of the old house", tags = new[] { "yard" } });
            Assert.Equal(1, await CountAsync(house, "memory_archive"));
            Assert.Equal(["The blue ladder is on loan"], (await house.SearchAsync("blue ladder", "&limit=1&tags=yard")));
            await house.Services.GetRequiredService<MemoryStore>().WriteAsync(
                session => session.ExecuteAsync("UPDATE memories SET recorded_at = recorded_at - 100 * 86400000000"), TestContext.Current.CancellationToken);
            var report = await house.PostAsync("/memory/consolidate", new { });
            Assert.Equal(2, report.GetProperty("counts").GetProperty("archived").GetInt32());
            Assert.Empty(report.GetProperty("findings").EnumerateArray());
            run = report.GetProperty("runId").GetGuid();
            Assert.Equal(3, await CountAsync(house, "memory_archive"));
        }

        await using var again = await MemoryHouse.StartAsync(backend);
        // Enough is warm, and nobody asked for more.
        Assert.Equal(["The blue ladder is on loan"], await again.SearchAsync("red ladder on the wall", "&limit=1&tags=yard"));
        Assert.Equal("The red ladder leans on the north wall", (await again.SearchAsync("red ladder on the north wall", "&limit=1&archive=true&tags=yard"))[0]);
        // Too little is: what is warm comes first.
        var all = await again.SearchAsync("red ladder on the north wall", "&tags=yard");
        Assert.Equal(["The blue ladder is on loan", "The red ladder leans on the north wall"], all[..2]);
        Assert.Contains("Ladder plans of the old house", all);
        Assert.Equal(["Ladder plans of the old house"], await again.SearchAsync("ladder", "&tiers=vault"));
        var why = await again.PostAsync("/operations/memory.why", new { query = "red ladder on the north wall", archive = true });
        Assert.Contains(why.GetProperty("memories").EnumerateArray(), line => line.GetProperty("arms").TryGetProperty("archive", out var share) && share.GetDouble() > 0);

        await again.PostAsync("/operations/memory.undo", new { run });
        Assert.Equal("The red ladder leans on the north wall", (await again.SearchAsync("red ladder on the north wall", "&limit=1&tags=yard"))[0]);
        // Index, archive and tables hold the same.
        Assert.Empty((await again.PostAsync("/memory/consolidate", new { dryRun = true })).GetProperty("findings").EnumerateArray());
        Assert.Equal(1, await CountAsync(again, "memory_archive"));
        // Between its neighbours again: what was said around it leads to it, as before.
        Assert.Contains("It was bought in a sale of ladders", await again.SearchAsync("when was the red ladder bought", "&limit=2&tags=yard"));
    }

    [Fact]
    public async Task What_was_archived_before_there_was_an_archive_is_found_after_a_restart_and_forgotten_without_a_trace()
    {
        await using var backend = await BackendAsync();
        await using (var house = await MemoryHouse.StartAsync(backend))
        {
            await house.PostAsync("/memory", new { tier = "vault", content = "The well was dug by Quentin in 1911" });
            await house.Services.GetRequiredService<MemoryStore>().WriteAsync(session => session.ExecuteAsync("DELETE FROM memory_archive"), TestContext.Current.CancellationToken);
            Assert.Equal(0, await CountAsync(house, "memory_archive_words"));
            Assert.DoesNotContain(await house.SearchAsync("who dug the well"), text => text.Contains("Quentin", StringComparison.Ordinal));
        }

        // Beside what the house's diary says of its starts.
        await using var again = await MemoryHouse.StartAsync(backend);
        var found = Assert.Single((await again.GetAsync("/memory/search?q=who+dug+the+well")).EnumerateArray(), memory => memory.GetProperty("content").GetString()!.Contains("Quentin", StringComparison.Ordinal));
        await again.DeleteAsync($"/memory/{found.GetProperty("id").GetGuid()}");
        Assert.Equal(0, await CountAsync(again, "memory_archive"));
        Assert.Equal(0, await CountAsync(again, "memory_archive_words"));
        Assert.DoesNotContain(await again.SearchAsync("who dug the well"), text => text.Contains("Quentin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_says_in_several_conversations_becomes_a_fact_then_a_core_line_and_drives_nobodys_line_out()
    {
        await using var backend = await BackendAsync();
        await using var house = await MemoryHouse.StartAsync(backend);
        await SayAsync(house, 1, "I prefer short answers.", "I think I like long walks.", "Do I like tea?", "pihole runs on nuc2.");
        Assert.Equal((1, 0), Counts(await house.PostAsync("/memory/consolidate", new { })));
        await SayAsync(house, 2, "Well, hello. I prefer the short answers!", "pihole runs on nuc2.");
        Assert.Equal((1, 0), Counts(await house.PostAsync("/memory/consolidate", new { dryRun = true })));
        Assert.Equal((1, 0), Counts(await house.PostAsync("/memory/consolidate", new { })));
        Assert.Contains("short answers", Assert.Single(await house.SearchAsync("which answers do I prefer", "&tiers=semantic"), fact => fact.Contains("answers", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("", (await house.GetAsync("/memory/core")).GetProperty("text").GetString());

        await SayAsync(house, 3, "I prefer short answers", "pihole runs on nuc2.");
        var run = await house.PostAsync("/memory/consolidate", new { });
        Assert.Equal((0, 2), Counts(run));
        var core = (await house.GetAsync("/memory/core")).GetProperty("text").GetString();
        Assert.Contains("short answers", core, StringComparison.Ordinal);
        Assert.Contains("pihole runs on nuc2.", core, StringComparison.Ordinal);
        Assert.Equal((0, 0), Counts(await house.PostAsync("/memory/consolidate", new { })));
        await house.PostAsync("/operations/memory.undo", new { run = run.GetProperty("runId").GetGuid() });
        Assert.Equal("", (await house.GetAsync("/memory/core")).GetProperty("text").GetString());

        // A block without room takes none; one that is nearly full is rewritten at night, and what is pinned stays.
        await house.PostAsync("/memory", new { tier = "core", content = "The owner is called Robin", pinned = true });
        for (var line = 0; line < 30; line++)
            await house.PostAsync("/memory", new { tier = "semantic", content = $"Line {line}: a quiet house after ten, dark themes and a warm kitchen" });
        await house.Services.GetRequiredService<MemoryStore>().WriteAsync(session => session.ExecuteAsync("UPDATE memories SET tier = 0 WHERE content LIKE 'Line %'"), TestContext.Current.CancellationToken);
        var full = await house.PostAsync("/memory/consolidate", new { });
        Assert.InRange(full.GetProperty("counts").GetProperty("rewritten").GetInt32(), 10, 29);
        Assert.Contains("The owner is called Robin", (await house.GetAsync("/memory/core")).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("short answers", (await house.GetAsync("/memory/core")).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static (int Promoted, int Core) Counts(JsonElement report) => (
        report.GetProperty("counts").GetProperty("promoted").GetInt32(), report.GetProperty("counts").TryGetProperty("made core", out var core) ? core.GetInt32() : 0);

    private static Task<JsonElement> SayAsync(MemoryHouse house, int day, params string[] turns) =>
        house.PostAsync("/memory", turns.Select(content => new { content, speaker = "Robin", sessionId = $"day-{day}", occurredAt = $"2026-04-0{day}" }));

    private static Task<JsonElement> SaveAsync(MemoryHouse house, string steps, string parameter) =>
        house.PostAsync("/operations/skill.save", new { name = "note", trigger = "when something is to be noted", steps, parameters = new[] { parameter } });

    private static async Task<bool> DoubtfulAsync(MemoryHouse house) => (await house.PostAsync("/operations/skill.show", new { name = "note" })).GetProperty("skill").GetProperty("doubtful").GetBoolean();

    private static async Task<Guid[]> DisputesAsync(MemoryHouse house) =>
        [.. (await house.PostAsync("/operations/memory.disputes", new { })).GetProperty("disputes").EnumerateArray().Select(dispute => dispute.GetProperty("id").GetGuid())];

    private static async Task<string?> StateAsync(MemoryHouse house, Guid id) => (await house.GetAsync($"/memory/{id}")).GetProperty("state").GetString();

    private static async Task<long> CountAsync(MemoryHouse house, string table) => await house.Services.GetRequiredService<MemoryStore>().ReadAsync(
        session => session.FirstAsync($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0)), TestContext.Current.CancellationToken);

    private static async Task<Guid[]> AroundAsync(MemoryHouse house, Guid id, int depth) =>
    [
        .. (await house.GetAsync($"/memory/{id}/related?depth={depth}")).GetProperty("nodes").EnumerateArray()
            .Where(node => node.GetProperty("kind").GetString() == "memory" && node.GetProperty("distance").GetInt32() > 0)
            .OrderBy(node => node.GetProperty("distance").GetInt32())
            .Select(node => node.GetProperty("id").GetGuid()),
    ];
}

public sealed class SqliteMemoryTests : MemoryTests
{
    protected override ValueTask<Backend> BackendAsync() => ValueTask.FromResult<Backend>(new SqliteBackend());
}

public sealed class PostgresqlMemoryTests : MemoryTests
{
    protected override async ValueTask<Backend> BackendAsync() => await PostgresqlBackend.CreateAsync();
}
