using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether programs could run.</summary>
internal sealed class SandboxExamination(SandboxEngine engine, SandboxImage image) : IExamination
{
    public string Subject => "sandbox";

    public async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            var facts = await engine.LookAsync(cancellationToken);
            return await image.FindAsync(cancellationToken) is null
                ? Finding.Missing($"the engine has no image {image.Name}", "HydraBot sandbox build-image")
                : Finding.Ok($"{image.Name} on {facts.Name}, runtime {facts.Runtime}");
        }
        catch (OperationException missing)
        {
            return Finding.Missing(missing.Message, "Install Docker (Debian: apt-get install docker.io), or set Sandbox:Engine.");
        }
    }
}
