using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Voice.Calls;

namespace HydraBot.Voice.Operations;

/// <summary>Completes the name of a voice channel.</summary>
internal sealed class VoiceChannelNames(IServiceProvider services) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => (services.GetService<IVoiceLine>()?.Channels() ?? []).Holding(typed);
}
