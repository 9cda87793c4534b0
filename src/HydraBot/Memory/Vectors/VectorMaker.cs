using HydraBot.Memory.Embeddings;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Vectors;

/// <summary>
/// Gives every memory a vector of the model that is set, in the background, however far the last run came. Another model is made whole beside the one in use before it takes its
/// place; then the old vectors go. What is outside and does not answer is passed over, and made up for when it does.
/// </summary>
internal sealed partial class VectorMaker(VectorShelf shelf, EmbeddingRows rows, QdrantCollections qdrant, IOptions<MemoryOptions> options, TimeProvider time, ILogger<VectorMaker> logger)
{
    private const int AtOnce = 64;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(15);

    private bool _opened;

    /// <summary>Works until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        if (EmbeddingSource.Of(options.Value.Embeddings) is not { } source)
            return;
        try
        {
            while (true)
                await Task.Delay(await RoundAsync(source, stoppingToken), time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is missing is made after the next start.
        }
    }

    private async Task<TimeSpan> RoundAsync(EmbeddingSource source, CancellationToken stoppingToken)
    {
        try
        {
            if (!_opened)
                await OpenAsync(source, stoppingToken);
            await MoveAsync(stoppingToken);
            var (problem, made) = (default(string), 0);
            if (shelf.Made is { } next)
            {
                made = await MakeAsync(next, stoppingToken);
                problem = await CatchUpAsync(next, stoppingToken);
                if (made == 0 && problem is null)
                    await SwitchAsync(next, stoppingToken);
                // What is new is found meanwhile too; an old model that is gone must not hold up the new one.
                else if (shelf.Used is { } old && await OldAsync(old, stoppingToken) is { } trouble)
                    LogOld(trouble);
            }
            else if (shelf.Used is { } used)
            {
                made = await MakeAsync(used, stoppingToken);
                problem = await CatchUpAsync(used, stoppingToken);
            }

            if (made == 0 && shelf.Made is null)
                problem ??= await CleanAsync(stoppingToken);
            shelf.Problem = problem;
            return made > 0 ? TimeSpan.Zero : problem is null ? Idle : Trouble;
        }
        catch (Exception exception) when (VectorShelf.IsTrouble(exception) && !stoppingToken.IsCancellationRequested)
        {
            shelf.Problem = exception.Message;
            LogTrouble(exception);
            return Trouble;
        }
    }

    private async Task OpenAsync(EmbeddingSource source, CancellationToken stoppingToken)
    {
        // The one in use answers first, whatever is wrong with the one that is wanted.
        if (shelf.Used is null && (await rows.AllAsync(stoppingToken)).FirstOrDefault(row => row.State == EmbeddingState.Used) is { Source: { } before } row
            && before != source && await KnownAsync(before, row.Model, stoppingToken) is { } old)
            shelf.Put(await LoadAsync(old, row.Collection, stoppingToken), null);
        var wanted = await EmbeddingModel.FindAsync(source, options.Value.Embeddings.ApiKey, stoppingToken);
        var all = await rows.WantAsync(wanted, qdrant.Name, stoppingToken);
        var own = all.First(one => one.Model == wanted.Identity);
        var loaded = shelf.Used is { } used && used.Model.Identity == wanted.Identity && used.Model.Source == source ? used : await LoadAsync(wanted, own.Collection, stoppingToken);
        if (own.State == EmbeddingState.Used)
            shelf.Put(loaded, null);
        else
            shelf.Put(shelf.Used, loaded);
        _opened = true;
    }

    /// <summary>The model that made the vectors in use; null where it is not there any more, or is another by now.</summary>
    private async Task<EmbeddingModel?> KnownAsync(EmbeddingSource source, string identity, CancellationToken stoppingToken)
    {
        try
        {
            // A key is sent to the server that it was given for, and to no other.
            var key = source.Url is not null && source.Url == options.Value.Embeddings.Url?.TrimEnd('/') ? options.Value.Embeddings.ApiKey : null;
            return await EmbeddingModel.FindAsync(source, key, stoppingToken) is { } model && model.Identity == identity ? model : null;
        }
        catch (EmbeddingException exception)
        {
            LogOld(exception.Message);
            return null;
        }
    }

    private async Task<VectorGeneration> LoadAsync(EmbeddingModel model, string collection, CancellationToken stoppingToken)
    {
        var generation = new VectorGeneration(model, qdrant.Of(collection));
        await generation.Local.UpsertAsync(await rows.PointsAsync(model.Identity, stoppingToken), stoppingToken);
        return generation;
    }

    private Task<string?> CatchUpAsync(VectorGeneration generation, CancellationToken stoppingToken) => generation.CatchUpAsync(
        () => rows.PointsAsync(generation.Model.Identity, stoppingToken), () => rows.ColdAsync(generation.Model.Identity, stoppingToken), stoppingToken);

    /// <summary>What grew cold leaves the vectors that are searched, and what is warm again comes back.</summary>
    private async Task MoveAsync(CancellationToken stoppingToken)
    {
        if (shelf.TakeChanged() is not { Count: > 0 } changed)
            return;
        foreach (var generation in new[] { shelf.Used, shelf.Made }.OfType<VectorGeneration>())
        {
            var (warm, cold) = await rows.StandingAsync(generation.Model.Identity, changed, stoppingToken);
            shelf.Problem = await generation.CoolAsync(cold, stoppingToken) ?? await generation.KeepAsync(warm, stoppingToken) ?? shelf.Problem;
        }
    }

    private async Task<int> MakeAsync(VectorGeneration generation, CancellationToken stoppingToken)
    {
        var missing = await rows.MissingAsync(generation.Model.Identity, AtOnce, stoppingToken);
        if (missing.Count == 0)
            return 0;
        var vectors = await generation.Model.EmbedAsync([.. missing.Select(memory => memory.Content)], stoppingToken);
        var points = missing.Zip(vectors, EmbeddingRows.Point).ToArray();
        // Of what is cold the tables alone keep one.
        if (await generation.KeepAsync([.. points.Zip(missing).Where(pair => !pair.Second.IsCold).Select(pair => pair.First)], stoppingToken) is { } problem)
            shelf.Problem = problem;
        // Whoever forgot one of them while it was embedded did not find it here.
        if (await rows.KeepAsync(generation.Model.Identity, points, stoppingToken) is { Count: > 0 } gone)
            await shelf.RemoveAsync(gone, CancellationToken.None);
        return missing.Count;
    }

    private async Task<string?> OldAsync(VectorGeneration old, CancellationToken stoppingToken)
    {
        try
        {
            await MakeAsync(old, stoppingToken);
            return await CatchUpAsync(old, stoppingToken);
        }
        catch (Exception exception) when (VectorShelf.IsTrouble(exception) && !stoppingToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private async Task SwitchAsync(VectorGeneration next, CancellationToken stoppingToken)
    {
        await rows.SwitchAsync(next.Model.Identity, stoppingToken);
        // Searches that run hold the old one; it goes when they are done.
        shelf.Put(next, null);
        LogSwitched(next.Model.Source.Name);
    }

    /// <summary>Removes what was replaced; why it cannot be yet, otherwise.</summary>
    private async Task<string?> CleanAsync(CancellationToken stoppingToken)
    {
        var all = await rows.AllAsync(stoppingToken);
        foreach (var row in all.Where(row => row.State == EmbeddingState.Replaced))
        {
            try
            {
                if (row.Collection.Length > 0 && all.All(other => other.State == EmbeddingState.Replaced || other.Collection != row.Collection))
                    await (qdrant.Of(row.Collection)?.DropAsync(stoppingToken) ?? Task.CompletedTask);
            }
            catch (VectorStoreException exception)
            {
                return exception.Message;
            }

            while (!await rows.RemoveAsync(row.Model, stoppingToken))
                stoppingToken.ThrowIfCancellationRequested();
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vectors could not be made; it is tried again")]
    private partial void LogTrouble(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The embedding model that is replaced is not used while the new one is made: {Trouble}")]
    private partial void LogOld(string trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "Memories are found by the vectors of {Model} from now on")]
    private partial void LogSwitched(string model);
}
