using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Calls;

namespace HydraBot.Voice.Operations;

/// <summary>Completes the name of a voice channel.</summary>
internal sealed class VoiceChannelNames(IServiceProvider services) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in services.GetService<IVoiceLine>()?.Channels() ?? [])
        {
            if (name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))
                yield return name;
        }
    }
}
