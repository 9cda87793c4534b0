using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using Microsoft.ML.Tokenizers;

namespace HydraBot.Memory.Tiers;

/// <summary>What stands in every prompt.</summary>
/// <param name="Text">Line by line.</param>
/// <param name="Tokens">How much of a model's context it takes (o200k_base).</param>
/// <param name="Limit">Never more than this.</param>
/// <param name="Lines">The memories, the pinned first.</param>
internal sealed record CoreBlock(string Text, int Tokens, int Limit, IReadOnlyList<MemoryView> Lines);

/// <summary>
/// Keeps core blocks within their limit. At nine tenths a block is rewritten to half: what is not pinned moves to the semantic tier, the least
/// important and oldest first, where it is still found. Nothing is lost, and pinned lines stay.
/// </summary>
internal sealed class CoreBlocks(Memories memories, MemoryStore store)
{
    public const int Limit = 512;
    private const double Full = 0.9;
    private const double Rewritten = 0.5;

    private readonly TiktokenTokenizer _tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");

    public int Tokens(string text) => _tokenizer.CountTokens(text);

    /// <summary>What the caller's prompts begin with: the caller's own lines, and those of the house and the channel.</summary>
    public async Task<CoreBlock> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var heard = Audience.Heard(caller);
        var lines = (await LinesAsync(cancellationToken)).Where(line => heard.Contains(line.Audience)).ToList();
        var kept = new List<StoredMemory>();
        var tokens = 0;
        // Three full blocks together are more than one: pinned and important lines first.
        foreach (var line in lines.OrderByDescending(line => line.Pinned).ThenByDescending(line => line.Importance).ThenByDescending(line => line.Sequence))
        {
            var more = Tokens($"- {line.Content}\n");
            if (tokens + more > Limit)
                continue;
            tokens += more;
            kept.Add(line);
        }

        var text = string.Join('\n', kept.Select(line => $"- {line.Content.ReplaceLineEndings(" ")}"));
        return new CoreBlock(text, Tokens(text), Limit, [.. kept.Select(line => MemoryView.Of(line))]);
    }

    /// <exception cref="OperationException">A line could never fit.</exception>
    public async Task CheckAsync(Caller caller, IReadOnlyList<NewMemory> items, CancellationToken cancellationToken)
    {
        foreach (var audience in items.Where(item => item.Tier == MemoryTier.Core && item.Content is not null).GroupBy(item => item.Scope))
        {
            var of = Audience.Of(caller, audience.Key);
            var pinned = (await LinesAsync(cancellationToken)).Where(line => line.Audience == of && line.Pinned).Sum(line => Tokens($"- {line.Content}\n"));
            foreach (var item in audience)
            {
                var more = Tokens($"- {item.Content}\n");
                if (pinned + more > Limit)
                {
                    throw new OperationException(
                        $"The core block holds {Limit} tokens, and its pinned lines take {pinned}; this line has {more}. Shorten it, unpin something, or remember it in another tier.");
                }

                if (item.Pinned)
                    pinned += more;
            }
        }
    }

    public async Task RewriteAsync(Clearance clearance, MemoryScope scope, CancellationToken cancellationToken)
    {
        var audience = Audience.Of(clearance.Caller, scope);
        await memories.ChangeAsync<int>(async session =>
        {
            var lines = await session.ListAsync($"{Select} AND audience = @audience ORDER BY sequence", MemoryRow.Read, ("audience", audience));
            var moved = Overfull(lines).Select(line => line.Id).ToArray();
            foreach (var id in moved)
                await session.ExecuteAsync("UPDATE memories SET tier = @tier WHERE id = @id", ("tier", (long)MemoryTier.Semantic), ("id", MemoryRow.Id(id)));
            return (moved.Length, moved);
        }, cancellationToken);
    }

    /// <summary>What leaves a block that is nearly full, so that it is half full: of what is not pinned the least important and oldest, and never the newest line.</summary>
    public IReadOnlyList<StoredMemory> Overfull(IReadOnlyList<StoredMemory> lines)
    {
        var tokens = lines.Sum(Tokens);
        var moved = new List<StoredMemory>();
        if (tokens < Full * Limit)
            return moved;
        foreach (var line in lines.Where(line => !line.Pinned).OrderBy(line => line.Importance).ThenBy(line => line.Sequence))
        {
            if (tokens <= Rewritten * Limit || line.Sequence == lines[^1].Sequence)
                break;
            tokens -= Tokens(line);
            moved.Add(line);
        }

        return moved;
    }

    /// <summary>A line more would not lead to a rewrite.</summary>
    public bool HasRoom(IReadOnlyList<StoredMemory> lines, StoredMemory more) => lines.Append(more).Sum(Tokens) < Full * Limit;

    private int Tokens(StoredMemory line) => Tokens($"- {line.Content}\n");

    public const string Select = $"SELECT {MemoryRow.Columns} FROM memories WHERE tier = 0 AND state IN (0, 2) AND valid_to IS NULL";

    private ValueTask<List<StoredMemory>> LinesAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(session => session.ListAsync($"{Select} ORDER BY sequence", MemoryRow.Read), cancellationToken);
}
