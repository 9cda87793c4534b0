using System.Text.Json;
using HydraBot.CrashSubject;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.IntegrationTests.Support;
using HydraBot.Law.Audit;
using HydraBot.Law.Stored;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.IntegrationTests.Governance;

/// <summary>The record on a real database: what is signed, sealed, exported, proven, and every way of tampering with it.</summary>
public abstract class AuditTests : IAsyncLifetime
{
    private Backend _backend = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static int Tamperings => int.TryParse(Environment.GetEnvironmentVariable("HYDRA_TAMPERINGS"), out var count) ? count : 60;

    protected abstract IReadOnlyList<string> DropTriggers { get; }

    protected abstract Task<Backend> CreateAsync();

    public async ValueTask InitializeAsync() => _backend = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
            await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_added_is_signed_on_time_posted_and_compared_from_then_on()
    {
        await using var house = await House.StartAsync(_backend);
        await house.AskAsync("subject.note", "one");
        var posted = await house.Time.UntilAsync(house.Door.Notices.ReadAsync(Token).AsTask(), TimeSpan.FromMinutes(11), Token);
        Assert.StartsWith("Audit checkpoint", posted.Title, StringComparison.Ordinal);
        var found = await house.Audit.VerifyAsync(Token);
        Assert.Equal((true, 1), (found.Valid, found.Checkpoints));

        var compared = await CompareAsync(house, posted.Text!);
        Assert.Equal((true, 2), (compared.Valid, compared.Checkpoints));
    }

    [Fact]
    public async Task A_database_that_was_rewritten_with_its_checkpoints_is_found_out_by_what_was_posted()
    {
        string posted;
        await using (var house = await House.StartAsync(_backend))
        {
            await house.AskAsync("subject.note", "what really happened");
            posted = (await SignAsync(house)).Text;
            await DropAsync(house);
            await RewriteAsync(house, "what really happened", "nothing to see here");
            Assert.Equal(AuditFault.Rewritten, (await house.Audit.VerifyAsync(Token)).Fault);

            // As thorough as can be: the checkpoints go as well, in the database and beside it.
            await house.TamperAsync("DELETE FROM audit_checkpoints");
            Assert.Equal(AuditFault.Checkpoint, (await house.Audit.VerifyAsync(Token)).Fault);
            File.Delete(Path.Combine(house.DataFolder, "audit", "checkpoints.txt"));
            Assert.True((await house.Audit.VerifyAsync(Token)).Valid);
            Assert.Equal(AuditFault.Rewritten, (await CompareAsync(house, posted)).Fault);
        }
    }

    [Fact]
    public async Task A_checkpoint_with_a_key_that_was_never_the_houses_is_not_believed()
    {
        await using var house = await House.StartAsync(_backend);
        await house.AskAsync("subject.note", "one");
        await SignAsync(house);
        using var stranger = house.StrangerKey();
        var mine = (await house.Checkpoints.LastAsync(Token))!;
        var theirs = AuditCheckpoint.Sign(mine.Sequence, mine.HeadHash, mine.MerkleRoot, mine.At, stranger);
        await DropAsync(house);
        await house.TamperAsync($"UPDATE audit_checkpoints SET text = '{theirs.Text}'");
        File.Delete(Path.Combine(house.DataFolder, "audit", "checkpoints.txt"));
        Assert.Contains("never this house's", (await house.Audit.VerifyAsync(Token)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_entry_is_proven_without_the_others()
    {
        await using var house = await House.StartAsync(_backend);
        for (var note = 0; note < 5; note++)
            await house.AskAsync("subject.note", $"note {note}");
        await SignAsync(house);
        var proof = await DoneAsync<MerkleProof>(house, "audit.prove", new { sequence = 4 });
        Assert.Null(proof.Problem(house.Key));

        var file = Path.Combine(house.DataFolder, "proof.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(proof, ExportJson.Default.MerkleProof), Token);
        Assert.Equal((0, true), await CheckAsync(house, file));
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(proof with { Sequence = 5 }, ExportJson.Default.MerkleProof), Token);
        Assert.Equal((1, false), await CheckAsync(house, file));
    }

    [Fact]
    public async Task Old_entries_are_sealed_into_a_file_and_everything_goes_on_over_it()
    {
        await using var house = await House.StartAsync(_backend);
        for (var note = 0; note < 5; note++)
            await house.AskAsync("subject.note", $"old {note}");
        var signed = await SignAsync(house);
        house.Time.Advance(TimeSpan.FromMinutes(5));
        for (var note = 0; note < 3; note++)
            await house.AskAsync("subject.note", $"new {note}");
        var before = await house.Audit.ReadAsync(0, int.MaxValue, Token).ToArrayAsync(Token);

        var segment = (await house.Sealer.SealAsync(house.Time.GetUtcNow(), Token))!;
        Assert.Equal((1L, signed.Sequence), (segment.First, segment.Last));
        Assert.Equal(before, await house.Audit.ReadAsync(0, before.Length, Token).ToArrayAsync(Token));
        var found = await house.Audit.VerifyAsync(Token);
        Assert.Equal((true, (long)before.Length), (found.Valid, found.Entries));
        Assert.Null(await house.Sealer.SealAsync(house.Time.GetUtcNow(), Token));
        Assert.NotEmpty((await DoneAsync<AuditSearchView>(house, "audit.search", new { text = "old 2" })).Entries);
        Assert.Equal(2, (await DoneAsync<MerkleProof>(house, "audit.prove", new { sequence = 2 })).Sequence);

        // A second stretch follows the first.
        await SignAsync(house);
        house.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(segment.Last + 1, (await house.Sealer.SealAsync(house.Time.GetUtcNow(), Token))!.First);
        Assert.True((await house.Audit.VerifyAsync(Token)).Valid);

        var file = Path.Combine(house.DataFolder, "audit", segment.File);
        File.Move(file, file + ".gone");
        Assert.Equal(AuditFault.Missing, (await house.Audit.VerifyAsync(Token)).Fault);
    }

    [Fact]
    public async Task An_export_is_checked_anywhere_and_every_changed_byte_of_it_is_found()
    {
        await using var house = await House.StartAsync(_backend);
        for (var note = 0; note < 5; note++)
            await house.AskAsync("subject.note", $"note {note}");
        await SignAsync(house);
        var file = Path.Combine(house.DataFolder, "export.jsonl");
        await using (var target = File.Create(file))
            await house.Export.WriteAsync(target, Token);
        Assert.Equal((0, true), await CheckAsync(house, file));

        var whole = await File.ReadAllBytesAsync(file, Token);
        var random = new Random(7);
        for (var change = 0; change < Tamperings; change++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length - 1)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(file, bytes, Token);
            Assert.Equal((1, false), await CheckAsync(house, file));
        }

        await File.WriteAllBytesAsync(file, whole[..(whole.Length / 2)], Token);
        Assert.Equal((1, false), await CheckAsync(house, file));
    }

    [Fact]
    public async Task Every_random_change_of_a_byte_or_a_row_is_found_and_named()
    {
        await using var house = await House.StartAsync(_backend);
        for (var note = 0; note < 10; note++)
        {
            await house.AskAsync("subject.note", $"note {note}");
            if (note % 3 == 2)
                await SignAsync(house);
        }

        await DropAsync(house);
        var entries = await house.Audit.ReadAsync(0, int.MaxValue, Token).ToArrayAsync(Token);
        var random = new Random(Tamperings);
        for (var change = 0; change < Tamperings; change++)
        {
            var row = random.Next(entries.Length);
            var (sql, named) = Tampering(entries, row, random);
            try
            {
                await house.TamperAsync(sql);
            }
            catch (System.Data.Common.DbException)
            {
                // The database itself refuses what is no JSON any more.
                change--;
                continue;
            }

            var found = await house.Audit.VerifyAsync(Token);
            Assert.False(found.Valid, sql);
            Assert.Equal(named, found.FirstBadSequence);
            Assert.NotNull(found.Fault);
            await RestoreAsync(house, entries, row);
            Assert.True((await house.Audit.VerifyAsync(Token)).Valid, $"restored after {sql}");
        }
    }

    [Fact]
    public async Task The_record_is_searched_by_person_operation_outcome_text_and_time_page_by_page()
    {
        await using var house = await House.StartAsync(_backend);
        var guest = new Caller(CallerKind.Member, "77", "a guest", AccessLevel.Viewer);
        for (var note = 0; note < 6; note++)
            await house.AskAsync("subject.note", $"note {note}", note % 2 == 0 ? guest : null);
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await house.AskAsync("subject.look");

        Assert.Equal(6, (await SearchAsync(house, new { person = "77" })).Entries.Count);
        Assert.Equal(6, (await SearchAsync(house, new { person = "GUEST" })).Entries.Count);
        Assert.Equal(12, (await SearchAsync(house, new { operation = "subject.note", limit = 50 })).Entries.Count);
        Assert.Equal(14, (await SearchAsync(house, new { operation = "subject.*", limit = 50 })).Entries.Count);
        Assert.Equal(6, (await SearchAsync(house, new { operation = "subject.note", outcome = "done", limit = 50 })).Entries.Count);
        Assert.Equal(2, (await SearchAsync(house, new { text = "NOTE 3", operation = "subject.note" })).Entries.Count);
        Assert.Equal(2, (await SearchAsync(house, new { since = "2026-11-22T10:04Z", operation = "subject.*" })).Entries.Count);
        Assert.Equal(12, (await SearchAsync(house, new { until = "2026-11-22T10:04Z", operation = "subject.*", limit = 50 })).Entries.Count);

        var first = await SearchAsync(house, new { operation = "subject.note", limit = 5 });
        var second = await SearchAsync(house, new { operation = "subject.note", limit = 5, before = first.Next });
        var third = await SearchAsync(house, new { operation = "subject.note", limit = 5, before = second.Next });
        Assert.Equal((5, 5, 2, null), (first.Entries.Count, second.Entries.Count, third.Entries.Count, third.Next));
        Assert.Equal(12, first.Entries.Concat(second.Entries).Concat(third.Entries).DistinctBy(entry => entry.Sequence).Count());
    }

    [Fact]
    public async Task Many_at_once_share_commits_and_a_work_that_fails_takes_nothing_of_the_others_with_it()
    {
        await using var house = await House.StartAsync(_backend);
        var work = Enumerable.Range(0, 200).Select(n => Task.Run(async () =>
        {
            try
            {
                await house.Database.WriteAsync<int>(HydraBot.Storage.Durability.Disk, async session =>
                {
                    await AuditTail.AppendAsync(session, house.Scribe.At(null, AuditKind.Judged, null, $"many-{n}", "one"));
                    return n % 5 == 0 ? throw new InvalidOperationException("on purpose") : n;
                }, Token);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }));
        var done = await Task.WhenAll(work);
        Assert.Equal(160, done.Count(one => one));
        var found = await house.Audit.VerifyAsync(Token);
        Assert.Equal((true, 161L), (found.Valid, found.Entries));
    }

    private static (string Sql, long Named) Tampering(AuditEntry[] entries, int row, Random random)
    {
        var entry = entries[row];
        var where = $"sequence = {entry.Sequence}";
        return random.Next(5) switch
        {
            0 => (Byte("body", entry.Body, where, random), entry.Sequence),
            1 => (Byte("hash", entry.Hash, where, random), entry.Sequence),
            2 => (Byte("previous_hash", entry.PreviousHash, where, random), entry.Sequence),
            3 => ($"DELETE FROM audit_entries WHERE {where}", entry.Sequence),
            _ => ($"UPDATE audit_entries SET sequence = {entries.Length + 100} WHERE {where}", entry.Sequence),
        };
    }

    private static string Byte(string column, string text, string where, Random random)
    {
        var at = random.Next(text.Length);
        var other = (char)('!' + random.Next(90));
        other = other == text[at] ? '~' : other;
        var changed = string.Concat(text.AsSpan(0, at), other.ToString(), text.AsSpan(at + 1)).Replace("'", "''", StringComparison.Ordinal);
        return $"UPDATE audit_entries SET {column} = '{changed}' WHERE {where}";
    }

    private static async Task RestoreAsync(House house, AuditEntry[] entries, int row)
    {
        var entry = entries[row];
        await house.TamperAsync($"DELETE FROM audit_entries WHERE sequence IN ({entry.Sequence}, {entries.Length + 100})");
        await house.TamperAsync(
            $"INSERT INTO audit_entries (sequence, body, previous_hash, hash) VALUES ({entry.Sequence}, '{entry.Body.Replace("'", "''", StringComparison.Ordinal)}', '{entry.PreviousHash}', '{entry.Hash}')");
    }

    /// <summary>What somebody does who knows how the chain is made: every hash from the change on is computed anew, and the head too.</summary>
    private static async Task RewriteAsync(House house, string what, string instead)
    {
        var hash = AuditChain.Genesis;
        var last = 0L;
        foreach (var entry in await house.Audit.ReadAsync(0, int.MaxValue, Token).ToArrayAsync(Token))
        {
            var draft = AuditChain.Open(entry);
            if (draft.Arguments?.GetRawText() is { } arguments)
                draft = draft with { Arguments = JsonElement.Parse(arguments.Replace(what, instead, StringComparison.Ordinal)) };
            var forged = AuditChain.Seal(entry.Sequence, hash, draft);
            await house.TamperAsync(
                $"UPDATE audit_entries SET body = '{forged.Body.Replace("'", "''", StringComparison.Ordinal)}', previous_hash = '{hash}', hash = '{forged.Hash}' WHERE sequence = {entry.Sequence}");
            (hash, last) = (forged.Hash, entry.Sequence);
        }

        await house.TamperAsync($"UPDATE audit_head SET sequence = {last}, hash = '{hash}'");
    }

    private async Task DropAsync(House house)
    {
        foreach (var statement in DropTriggers)
            await house.TamperAsync(statement);
    }

    private static async Task<(int ExitCode, bool Holds)> CheckAsync(House house, string file)
    {
        var output = new StringWriter();
        var code = await new AuditFile(house.Key).VerifyAsync(file, output, Token);
        return (code, !output.ToString().Contains("broken", StringComparison.Ordinal) && !output.ToString().Contains("not", StringComparison.Ordinal));
    }

    private static async Task<AuditCheckpoint> SignAsync(House house)
    {
        var (checkpoint, _, fault) = await house.Writer.SignAsync(Token);
        Assert.Null(fault);
        return checkpoint!;
    }

    private static async Task<AuditVerification> CompareAsync(House house, string posted) =>
        await DoneAsync<AuditVerification>(house, "audit.compare", new { checkpoint = posted });

    private static Task<AuditSearchView> SearchAsync(House house, object query) => DoneAsync<AuditSearchView>(house, "audit.search", query);

    private static async Task<T> DoneAsync<T>(House house, string operation, object arguments)
    {
        var outcome = await house.Executor.ExecuteAsync(
            OperationRequest.Create(operation, JsonSerializer.SerializeToElement(arguments), Subject.Owner, Door.Chat, house.Time), null, Token);
        return (T)Assert.IsType<OperationOutcome.Done>(outcome).Result.Value;
    }
}
