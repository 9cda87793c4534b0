using HydraBot.Speech;
using HydraBot.Speech.Opus;
using HydraBot.Voice.Engines;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether it could hear and speak: libopus, a recogniser and a synthesiser that do their work, and the models of the wake words.</summary>
internal sealed class VoiceExamination(VoiceEngines engines, VoiceModels models) : IExamination
{
    public string Subject => "voice";

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var lacks = new List<(string Part, string Reason)>();
        try
        {
            new OpusDecoder().Dispose();
        }
        catch (SpeechException missing)
        {
            lacks.Add(("sound", missing.Message));
        }

        lacks.AddRange(await engines.TroublesAsync(cancellationToken));
        if (models.WakeWords.Count == 0)
            lacks.Add(("wake words", "Wake words: HydraBot voice fetch-models."));

        return lacks.Count == 0
            ? Finding.Ok($"hears with {engines.Recognizer.Name}, speaks with {engines.Synthesizer.Name}, wakes to {string.Join(", ", models.WakeWords)}")
            : Finding.Missing($"without {string.Join(", ", lacks.Select(lack => lack.Part))}; everything else works", string.Join(' ', lacks.Select(lack => lack.Reason)));
    }
}
