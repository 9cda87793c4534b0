using System.Collections.Concurrent;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.Inference.Answers;

/// <summary>Answers that were given and what people thought of them: for a month, over a restart too where there is storage.</summary>
internal sealed class AnswerStore(IServiceProvider services, TimeProvider time)
{
    private const int MostAtHand = 2_000;
    private const string Columns = "id, at, asker, question, wanted, files, endpoint, model, weak";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, GivenAnswer> _atHand = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Answer, string Rater), bool> _ratings = [];
    private readonly Database? _database = services.GetService<Database>();

    /// <summary>Who a caller is to the store: the same person in every channel.</summary>
    public static string KeyOf(Caller caller) => $"{caller.Kind}:{caller.Id}";

    public async ValueTask KeepAsync(GivenAnswer answer, Caller caller, CancellationToken cancellationToken)
    {
        _atHand[answer.Id] = answer;
        _last[$"{answer.Asker}:{caller.Channel}"] = answer.Id;
        if (_atHand.Count > MostAtHand && _atHand.Values.MinBy(one => one.At) is { } oldest)
            Forget(oldest);
        if (_database is null)
            return;
        await _database.WriteAsync(Durability.Process, async session =>
        {
            var old = (answer.At - Kept).ToUnixTimeMilliseconds();
            await session.ExecuteAsync("DELETE FROM chat_ratings WHERE at < @old", ("old", old));
            await session.ExecuteAsync("DELETE FROM chat_answers WHERE at < @old", ("old", old));
            return await session.ExecuteAsync(
                $"INSERT INTO chat_answers ({Columns}) VALUES (@id, @at, @asker, @question, @wanted, @files, @endpoint, @model, @weak)",
                ("id", answer.Id), ("at", answer.At.ToUnixTimeMilliseconds()), ("asker", answer.Asker), ("question", Storable(answer.Question)), ("wanted", Storable(answer.Wanted)),
                ("files", JsonSerializer.Serialize([.. answer.Files.Where(IsSmall)], InferenceJson.Default.StringArray)), ("endpoint", Storable(answer.Endpoint)), ("model", Storable(answer.Model)),
                ("weak", answer.Weak ? 1L : 0L));
        }, cancellationToken);
    }

    /// <summary>An answer by its id; null where there is none, or none any more.</summary>
    public async ValueTask<GivenAnswer?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_atHand.TryGetValue(id, out var known))
            return known;
        return _database is null ? null : await _database.ReadAsync(
            session => session.FirstAsync($"SELECT {Columns} FROM chat_answers WHERE id = @id", Read, ("id", id)), cancellationToken);
    }

    /// <summary>What a caller was last answered in this channel since the start, or, where nothing was, anywhere.</summary>
    public async ValueTask<GivenAnswer?> LastAsync(Caller caller, CancellationToken cancellationToken)
    {
        var key = KeyOf(caller);
        if (_last.TryGetValue($"{key}:{caller.Channel}", out var id))
            return await FindAsync(id, cancellationToken);
        return _database is null ? null : await _database.ReadAsync(
            session => session.FirstAsync($"SELECT {Columns} FROM chat_answers WHERE asker = @asker ORDER BY at DESC LIMIT 1", Read, ("asker", key)), cancellationToken);
    }

    /// <summary>Keeps a person's opinion, the last one they had; false where they had said the same before.</summary>
    public async ValueTask<bool> RateAsync(GivenAnswer answer, Caller rater, bool good, CancellationToken cancellationToken)
    {
        var key = (answer.Id, KeyOf(rater));
        if (_database is null)
        {
            var said = _ratings.TryGetValue(key, out var before);
            _ratings[key] = good;
            return !said || before != good;
        }

        return await _database.WriteAsync(Durability.Process, async session =>
        {
            var before = await session.FirstAsync("SELECT good FROM chat_ratings WHERE answer = @answer AND rater = @rater", row => row.GetInt64(0).ToString(System.Globalization.CultureInfo.InvariantCulture), ("answer", key.Id), ("rater", key.Item2));
            if (before == (good ? "1" : "0"))
                return false;
            await session.ExecuteAsync("DELETE FROM chat_ratings WHERE answer = @answer AND rater = @rater", ("answer", key.Id), ("rater", key.Item2));
            await session.ExecuteAsync(
                "INSERT INTO chat_ratings (answer, rater, at, good) VALUES (@answer, @rater, @at, @good)",
                ("answer", key.Id), ("rater", key.Item2), ("at", time.GetUtcNow().ToUnixTimeMilliseconds()), ("good", good ? 1L : 0L));
            return true;
        }, cancellationToken);
    }

    /// <summary>What people thought of answers of the weak model, oldest first.</summary>
    public async ValueTask<IReadOnlyList<(string Question, bool Good)>> OfWeakAsync(CancellationToken cancellationToken) => _database is null ? [] : await _database.ReadAsync(
        session => session.ListAsync(
            "SELECT a.question, r.good FROM chat_ratings r JOIN chat_answers a ON a.id = r.answer WHERE a.weak = 1 ORDER BY r.at", row => (row.GetString(0), row.GetInt64(1) == 1)), cancellationToken);

    /// <summary>Removes answers with what was thought of them, here and where they are stored.</summary>
    public async ValueTask ForgetAsync(Func<GivenAnswer, bool> forgotten, CancellationToken cancellationToken)
    {
        foreach (var answer in _atHand.Values.Where(forgotten).ToArray())
            Forget(answer);
        if (_database is null)
            return;
        await _database.WriteAsync(Durability.Disk, async session =>
        {
            var removed = 0;
            foreach (var answer in (await session.ListAsync($"SELECT {Columns} FROM chat_answers", Read)).Where(forgotten))
            {
                await session.ExecuteAsync("DELETE FROM chat_ratings WHERE answer = @id", ("id", answer.Id));
                removed += await session.ExecuteAsync("DELETE FROM chat_answers WHERE id = @id", ("id", answer.Id));
            }

            return removed;
        }, cancellationToken);
    }

    private void Forget(GivenAnswer answer)
    {
        _atHand.TryRemove(answer.Id, out _);
        foreach (var key in _last.Where(pair => pair.Value == answer.Id).Select(pair => pair.Key).ToArray())
            _last.TryRemove(key, out _);
        foreach (var key in _ratings.Keys.Where(key => key.Answer == answer.Id).ToArray())
            _ratings.TryRemove(key, out _);
    }

    private static GivenAnswer Read(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4),
        JsonSerializer.Deserialize(row.GetString(5), InferenceJson.Default.StringArray) ?? [], row.GetString(6), row.GetString(7), row.GetInt64(8) == 1);

    /// <summary>A file that came inside the question is not kept beside it.</summary>
    private static bool IsSmall(string address) => address.Length <= 2_000;

    private static string Storable(string text) => text.Replace('\0', '␀');
}
