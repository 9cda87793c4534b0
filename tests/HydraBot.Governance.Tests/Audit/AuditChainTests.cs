using System.Text.Json;
using FsCheck.Xunit;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Governance.Tests.Audit;

public class AuditChainTests
{
    private const int Length = 8;

    [Fact]
    public async Task A_chain_as_it_was_written_holds() =>
        Assert.Equal(new AuditVerification(true, Length, null, null), await VerifyAsync(Chain(), Head(Chain())));

    [Fact]
    public async Task An_empty_chain_holds_only_under_an_empty_head()
    {
        Assert.True((await VerifyAsync([], (0, AuditChain.Genesis))).Valid);
        Assert.Equal(1, (await VerifyAsync([], (1, AuditChain.Genesis))).FirstBadSequence);
    }

    [Fact]
    public void What_is_sealed_opens_as_it_was()
    {
        var draft = Draft(3) with
        {
            Arguments = System.Text.Json.JsonElement.Parse("{\"text\":\"ü€😀\"}"),
            Door = Door.Http,
            RequestId = Guid.CreateVersion7(),
        };
        var opened = AuditChain.Open(AuditChain.Seal(1, AuditChain.Genesis, draft));
        Assert.Equal(draft.Arguments.Value.GetRawText(), opened.Arguments!.Value.GetRawText());
        Assert.Equal((draft.At, draft.Caller, draft.RequestId, draft.Door), (opened.At, opened.Caller, opened.RequestId, opened.Door));
    }

    [Fact]
    public void A_door_that_is_written_as_a_number_is_not_what_was_sealed()
    {
        var entry = AuditChain.Seal(1, AuditChain.Genesis, Draft(3) with { Door = Door.Http });
        var numbered = entry with { Body = entry.Body.Replace("\"http\"", "1", StringComparison.Ordinal) };

        Assert.NotEqual(entry.Body, numbered.Body);
        Assert.Throws<JsonException>(() => AuditChain.Open(numbered));
    }

    [Property]
    public async Task Every_changed_character_of_every_field_is_found_in_its_entry(byte row, ushort place, byte field, char other)
    {
        var entries = Chain();
        var index = row % Length;
        var entry = entries[index];
        var changed = (field % 3) switch
        {
            0 => entry with { Body = Change(entry.Body, place, other) },
            1 => entry with { PreviousHash = Change(entry.PreviousHash, place, other) },
            _ => entry with { Hash = Change(entry.Hash, place, other) },
        };
        entries[index] = changed;
        var found = await VerifyAsync(entries, Head(Chain()));
        Assert.Equal(changed != entry ? index + 1 : null, found.FirstBadSequence);
    }

    [Property]
    public async Task Every_removed_stretch_is_found_at_its_start(byte from, byte count)
    {
        var entries = Chain();
        var start = from % Length;
        var removed = 1 + (count % (Length - start));
        entries.RemoveRange(start, removed);
        var found = await VerifyAsync(entries, Head(Chain()));
        Assert.Equal((false, (long?)(start + 1)), (found.Valid, found.FirstBadSequence));
    }

    [Property]
    public async Task Every_swap_is_found_at_the_first_of_the_two(byte one, byte two)
    {
        var entries = Chain();
        var (a, b) = (Math.Min(one % Length, two % Length), Math.Max(one % Length, two % Length));
        if (a == b)
            return;
        (entries[a], entries[b]) = (entries[b], entries[a]);
        Assert.Equal(a + 1, (await VerifyAsync(entries, Head(Chain()))).FirstBadSequence);

        // Renumbered too, as somebody careful would.
        entries[a] = entries[a] with { Sequence = a + 1 };
        entries[b] = entries[b] with { Sequence = b + 1 };
        Assert.Equal(a + 1, (await VerifyAsync(entries, Head(Chain()))).FirstBadSequence);
    }

    [Fact]
    public async Task An_entry_that_was_rewritten_with_a_fitting_hash_breaks_the_one_after_it()
    {
        var entries = Chain();
        entries[3] = AuditChain.Seal(4, entries[2].Hash, Draft(4) with { Result = "rewritten" });
        Assert.Equal(5, (await VerifyAsync(entries, Head(Chain()))).FirstBadSequence);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(5, true)]
    public async Task An_entry_from_elsewhere_whose_columns_were_made_to_fit_is_found(long claimedSequence, bool elsewhere)
    {
        var entries = Chain();
        var stranger = AuditChain.Seal(claimedSequence, elsewhere ? AuditChain.Genesis : entries[3].Hash, Draft(5));
        entries[4] = stranger with { Sequence = 5, PreviousHash = entries[3].Hash };
        var found = await VerifyAsync(entries, Head(Chain()));
        Assert.Equal(5, found.FirstBadSequence);
        Assert.Contains("another place", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_rewritten_to_the_end_does_not_fit_the_head()
    {
        var entries = Chain();
        entries[^1] = AuditChain.Seal(Length, entries[^2].Hash, Draft(Length) with { Result = "rewritten" });
        var found = await VerifyAsync(entries, Head(Chain()));
        Assert.Equal((Length, true), (found.FirstBadSequence!.Value, found.Problem!.Contains("rewritten", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_entry_that_was_added_past_the_head_is_found()
    {
        var entries = Chain();
        entries.Add(AuditChain.Seal(Length + 1, entries[^1].Hash, Draft(Length + 1)));
        Assert.Equal(Length + 1, (await VerifyAsync(entries, Head(Chain()))).FirstBadSequence);
    }

    private static string Change(string text, int place, char other)
    {
        var at = place % text.Length;
        return text[..at] + other + text[(at + 1)..];
    }

    private static List<AuditEntry> Chain()
    {
        var entries = new List<AuditEntry>();
        for (var sequence = 1; sequence <= Length; sequence++)
            entries.Add(AuditChain.Seal(sequence, entries is [.., var last] ? last.Hash : AuditChain.Genesis, Draft(sequence)));
        return entries;
    }

    private static (long, string) Head(List<AuditEntry> entries) => (entries[^1].Sequence, entries[^1].Hash);

    private static AuditDraft Draft(int number) => new()
    {
        Kind = AuditKind.Outcome,
        At = DateTimeOffset.UnixEpoch.AddSeconds(number),
        Law = "law",
        CorrelationId = $"c{number}",
        Caller = new Caller(CallerKind.Member, "1", "owner", AccessLevel.Owner),
        Operation = "room.change",
        Result = "done",
    };

    private static Task<AuditVerification> VerifyAsync(List<AuditEntry> entries, (long, string) head) =>
        AuditChain.VerifyAsync(entries.ToAsyncEnumerable(), head, CancellationToken.None);

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"sequence":"1","previousHash":"a"}""")]
    [InlineData("""{"sequence":1.5,"previousHash":"a"}""")]
    [InlineData("""{"sequence":1,"previousHash":null}""")]
    public void A_text_that_is_no_entry_is_none(string body) => Assert.Null(AuditChain.OfBody(body));

    [Fact]
    public void An_entry_as_deep_as_any_is_read_back_from_its_text()
    {
        var deep = AuditChain.Seal(1, AuditChain.Genesis, Draft(1) with { Arguments = JsonElement.Parse($"{{\"a\":{new string('[', 62)}{new string(']', 62)}}}") });
        Assert.Equal(deep, AuditChain.OfBody(deep.Body));
    }

    [Fact]
    public void An_entry_whose_kind_is_a_number_is_not_what_was_sealed()
    {
        var entry = Chain()[0];
        Assert.Throws<JsonException>(() => AuditChain.Open(entry with { Body = entry.Body.Replace("\"kind\":\"outcome\"", "\"kind\":1", StringComparison.Ordinal) }));
    }
}
