using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Inference.Endpoints;

/// <summary>The language models' section of the status.</summary>
internal sealed class EndpointStatus(EndpointDirectory directory) : IStatusSource
{
    public string Name => "Language models";

    public int Order => 30;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var probes = await directory.GlanceAsync(cancellationToken);
        var answering = probes.Where(probe => probe.Answers).ToArray();
        // What was looked for on a guess and is not there is no news; what somebody set and is not there is.
        var missing = probes.Where(probe => !probe.Answers && probe.Endpoint.IsConfigured).ToArray();
        return new StatusSection(Severity(answering.Length, missing.Length), Text(answering, missing, probes.Count))
        {
            Concerns = [.. missing.Select(probe => $"Language model endpoint {probe.Endpoint.Name} does not answer.")],
            Figures = new Dictionary<string, double>
            {
                ["endpoints"] = probes.Count,
                ["answering"] = answering.Length,
                ["models"] = answering.Sum(probe => probe.Models.Count),
            },
        };
    }

    private static CardSeverity Severity(int answering, int missing) => (answering, missing) switch
    {
        (_, > 0) => CardSeverity.Warning,
        ( > 0, _) => CardSeverity.Good,
        _ => CardSeverity.Neutral,
    };

    private static string Text(EndpointProbe[] answering, EndpointProbe[] missing, int asked)
    {
        if (answering.Length + missing.Length == 0)
            return asked == 0 ? "None is set." : $"None is set, and none of {asked} usual addresses on this machine answers.";
        return string.Join('\n',
        [
            .. answering.Select(probe => string.Create(
                CultureInfo.InvariantCulture,
                $"🟢 {probe.Endpoint.Name}: {probe.Models.Count} {(probe.Models.Count == 1 ? "model" : "models")}, {probe.Latency.TotalMilliseconds:0} ms")),
            .. missing.Select(probe => $"🔴 {probe.Endpoint.Name} `{probe.Endpoint.Url}`: {probe.Trouble}"),
        ]);
    }
}
