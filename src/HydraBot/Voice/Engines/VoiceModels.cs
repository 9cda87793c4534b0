using HydraBot.Hosting;
using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using Microsoft.Extensions.Options;

namespace HydraBot.Voice.Engines;

/// <summary>The models on disk, and ears made with them. Nothing is loaded before the first ear is.</summary>
internal sealed partial class VoiceModels(ApplicationPaths paths, IOptions<VoiceOptions> options, TimeProvider time, ILogger<VoiceModels> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private SileroModel? _silero;
    private WakeWordModel? _wake;
    private bool _looked;

    public ModelShelf Shelf { get; } = new(Path.Combine(paths.Data, "models"));

    /// <summary>Wake words that can be heard with what is on disk.</summary>
    public IReadOnlyList<string> WakeWords => [.. Heads().Where(head => File.Exists(head.Value)).Select(head => head.Key)];

    /// <summary>Wake words that are asked for, heard by a model or only understood.</summary>
    public IReadOnlyList<string> AskedWords => [.. Heads().Keys];

    public bool HasVoiceActivity => Shelf.Has(ModelFile.Silero);

    /// <summary>An ear for one member.</summary>
    public Ear OpenEar()
    {
        lock (_lock)
        {
            if (!_looked)
                Look();
            var settings = options.Value;
            return new Ear(
                _silero?.OpenStream() ?? new EnergyVoiceActivity(),
                _wake?.OpenStream(),
                new EarOptions { Endpoint = settings.Endpoint, WakeThreshold = settings.Wake.Threshold, WakePatience = settings.Wake.Patience },
                time);
        }
    }

    public void Dispose()
    {
        _silero?.Dispose();
        _wake?.Dispose();
    }

    private void Look()
    {
        _looked = true;
        try
        {
            if (HasVoiceActivity)
            {
                var silero = new SileroModel(Shelf.PathOf(ModelFile.Silero));
                silero.OpenStream().Dispose();
                _silero = silero;
            }
            var heads = Heads().Where(head => File.Exists(head.Value)).ToDictionary(StringComparer.Ordinal);
            if (heads.Count > 0 && Shelf.Has(ModelFile.Mel) && Shelf.Has(ModelFile.Embedding))
            {
                var wake = new WakeWordModel(Shelf.PathOf(ModelFile.Mel), Shelf.PathOf(ModelFile.Embedding), heads);
                wake.OpenStream().Dispose();
                _wake = wake;
            }
        }
        catch (SpeechException exception)
        {
            // Loudness and /voice wake remain.
            LogNoModels(exception.Message);
        }
    }

    private Dictionary<string, string> Heads() => options.Value.Wake.Effective()
        .Select(word => word.Split('=', 2, StringSplitOptions.TrimEntries))
        .Select(parts => (Word: parts[0].ToLowerInvariant(), File: parts.Length == 2 ? parts[1] : ModelFile.Heads.TryGetValue(parts[0].ToLowerInvariant(), out var head) ? Shelf.PathOf(head) : ""))
        .DistinctBy(head => head.Word)
        .ToDictionary(head => head.Word, head => head.File, StringComparer.Ordinal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The models for hearing cannot be used; loudness and /voice wake remain: {Reason}")]
    private partial void LogNoModels(string reason);
}
