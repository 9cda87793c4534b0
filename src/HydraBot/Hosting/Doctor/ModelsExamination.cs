using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether a language model answers: one that is set, or one that was found on this machine.</summary>
internal sealed class ModelsExamination(EndpointDirectory directory, EndpointHealth health) : IExamination
{
    private const string HowToGetOne = "Start any OpenAI-compatible server (Ollama, llama.cpp, vLLM), or set Inference:Endpoints:0:Url.";

    public string Subject => "models";

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var found = await health.CheckHealthAsync(new HealthCheckContext(), cancellationToken);
        // A house without one is well, and its chat is missing all the same.
        var answers = (await directory.GlanceAsync(cancellationToken)).Any(probe => probe.Answers);
        var words = found.Description ?? "";
        return answers && found.Status == HealthStatus.Healthy ? Finding.Ok(words) : Finding.Missing(words, HowToGetOne);
    }
}
