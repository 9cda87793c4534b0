using HydraBot.Speech.Hearing;

namespace HydraBot.Benchmarks.Voice;

/// <summary>The models for hearing, fetched once, and ears made with them.</summary>
internal sealed class HearingModels(ModelShelf shelf) : IDisposable
{
    private readonly SileroModel _silero = new(shelf.PathOf(ModelFile.Silero));
    private readonly WakeWordModel _wake = new(
        shelf.PathOf(ModelFile.Mel), shelf.PathOf(ModelFile.Embedding), new Dictionary<string, string> { ["hey jarvis"] = shelf.PathOf(ModelFile.Heads["hey jarvis"]) });

    public static async Task<HearingModels> FetchAsync(CancellationToken cancellationToken)
    {
        var shelf = new ModelShelf(Path.Combine(Path.GetTempPath(), "hydrabot-test-models"));
        using var http = new HttpClient();
        foreach (var model in new[] { ModelFile.Silero, ModelFile.Mel, ModelFile.Embedding, ModelFile.Heads["hey jarvis"] })
            await shelf.FetchAsync(model, new Uri("https://registry.npmjs.org/"), http, cancellationToken);
        return new HearingModels(shelf);
    }

    public Ear Open(TimeProvider time) => new(_silero.OpenStream(), _wake.OpenStream(), new EarOptions(), time);

    public void Dispose()
    {
        _silero.Dispose();
        _wake.Dispose();
    }
}
