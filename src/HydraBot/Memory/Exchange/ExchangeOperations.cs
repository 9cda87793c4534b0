using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Exchange;

/// <summary>Everything that a caller had remembered, as lines of JSON, out and in again.</summary>
internal sealed class ExchangeOperations(Memories memories, MemoryStore store, WriteGate gate)
{
    private const int LongestImport = 100_000_000;

    [Operation("memory.export", Private = true, TimeLimitSeconds = 300)]
    [Description("Exports your memories as JSONL; secrets of the vault stay")]
    public async Task<OperationResult<ExportAnswer>> ExportAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var author = Audience.Author(clearance.Caller);
        var lines = new StringBuilder();
        var count = 0;
        foreach (var memory in await store.ReadAsync(session => session.ListAsync(
            $"SELECT {MemoryRow.Columns} FROM memories WHERE author = @author ORDER BY sequence", MemoryRow.Read, ("author", author)), cancellationToken))
        {
            var sources = await store.ReadAsync(session => session.ListAsync(
                "SELECT source_id FROM memory_derivations WHERE memory_id = @id ORDER BY source_id", row => Guid.ParseExact(row.GetString(0), "N"), ("id", MemoryRow.Id(memory.Id))), cancellationToken);
            lines.Append(JsonSerializer.Serialize(ExportedMemory.Of(memory, sources), MemoryJson.Default.ExportedMemory)).Append('\n');
            count++;
        }

        var jsonl = lines.ToString();
        return OperationResult.Of(new ExportAnswer(count, jsonl), new Card
        {
            Title = $"{count} memories",
            Files = [new CardFile("memories.jsonl", "application/jsonl", Encoding.UTF8.GetBytes(jsonl))],
        });
    }

    [Operation("memory.import", Effect = OperationEffect.Change, Private = true, TimeLimitSeconds = 900)]
    [Description("Imports memories that were exported as JSONL; what is there already stays as it is")]
    public async Task<OperationResult<ImportAnswer>> ImportAsync(
        [Description("The lines"), MaxLength(LongestImport), Withheld] string jsonl, Clearance clearance, CancellationToken cancellationToken)
    {
        if (clearance.Caller.Kind == CallerKind.Model)
            throw new OperationException("Memories are imported by people and their programs, never by a model: what it proposes is remembered one by one, and checked.");
        var read = jsonl.Split('\n').Select((line, place) => (line, place)).Where(pair => !string.IsNullOrWhiteSpace(pair.line)).Select(pair => Read(pair.line, pair.place).Through(gate, pair.place)).ToArray();
        var caller = clearance.Caller;
        var sources = read.ToDictionary(one => one.Id, one => one.DerivedFrom ?? []);
        var rows = read.Select(one => one.ToRow(Audience.Of(caller, one.Scope), Audience.Author(caller))).ToArray();
        var taken = await memories.TakeInAsync(rows, InsertAsync, cancellationToken);
        await memories.ChangeAsync<int>(async session =>
        {
            foreach (var (id, source) in sources.SelectMany(pair => pair.Value.Select(source => (pair.Key, source))))
            {
                await session.ExecuteAsync(
                    "INSERT INTO memory_derivations (memory_id, source_id) SELECT m.id, s.id FROM memories m, memories s WHERE m.id = @memory AND s.id = @source AND m.author = @author AND s.audience = m.audience ON CONFLICT DO NOTHING",
                    ("memory", MemoryRow.Id(id)), ("source", MemoryRow.Id(source)), ("author", Audience.Author(caller)));
            }

            return (0, []);
        }, cancellationToken);
        return OperationResult.Of(new ImportAnswer(taken, read.Length - taken), new Card { Title = $"{taken} imported, {read.Length - taken} were there already", Severity = CardSeverity.Good });
    }

    private static async ValueTask<StoredMemory?> InsertAsync(Storage.SqlSession session, StoredMemory memory)
    {
        var there = await session.FirstAsync(
            "SELECT id FROM memories WHERE id = @id OR (audience = @audience AND hash = @hash)", row => row.GetString(0),
            ("id", MemoryRow.Id(memory.Id)), ("audience", memory.Audience), ("hash", memory.Hash));
        if (there is not null)
            return null;
        await MemoryRow.InsertAsync(session, memory);
        await MemoryWriter.NameAsync(session, memory, []);
        if (Saying.IsKeptOnce(memory.Tier))
            await Saying.KeepAsync(session, memory);
        return memory;
    }

    private static ExportedMemory Read(string line, int place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, MemoryJson.Default.ExportedMemory) is { Content.Length: > 0 and <= WriteGate.LongestContent } memory && memory.Times.All(time => time is null || Moments.TryRead(time, out _))
                ? memory
                : throw OperationException.WrongArgument($"Line {place + 1} is no exported memory: content or a moment is missing or cannot be. Nothing was imported.");
        }
        catch (JsonException exception)
        {
            throw OperationException.WrongArgument($"Line {place + 1} is no exported memory: {exception.Message} Nothing was imported.", exception);
        }
    }
}
