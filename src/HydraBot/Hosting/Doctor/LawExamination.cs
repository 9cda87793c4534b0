using HydraBot.Governance.Constitution;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether the law can be read.</summary>
internal sealed class LawExamination(IServiceProvider services) : IExamination
{
    public string Subject => "law";

    public Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        // Asked for here and not before, so that a faulty law is a finding and not the end of the examination.
        var law = services.GetRequiredService<ConstitutionDocument>();
        return Task.FromResult(Finding.Ok($"version {law.Version}, {law.Articles.Count} articles, {law.RuleCount} rules"));
    }
}
