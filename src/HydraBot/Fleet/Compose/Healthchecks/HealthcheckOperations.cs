using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Restarting;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>Finds containers without a healthcheck, proposes one for each, and writes it into its compose file.</summary>
internal sealed class HealthcheckOperations(
    IContainerEngine engine, ContainerFinder finder, OwnContainer own, HealthcheckProposer proposer, HealthcheckApplier applier, ProposalNames names, TimeProvider time)
{
    /// <summary>The longest stop, wait and way back that the options allow.</summary>
    private const int TimeLimit = 1200;

    private const int MostText = 3500, MostAtOnce = 8;

    [Operation("healthcheck.list")]
    [Description("Lists the containers that have no healthcheck, with the one that is proposed for each")]
    public async Task<OperationResult<HealthcheckList>> ListAsync(CancellationToken cancellationToken)
    {
        var all = (await engine.ListAsync(cancellationToken)).Where(container => container.Host is null && !container.IsSandboxed).ToArray();
        var missing = new MissingHealthcheck?[all.Length];
        await Parallel.ForAsync(0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken }, async (index, token) =>
            missing[index] = await LookAsync(all[index], token));
        var list = new HealthcheckList(all.Length, [.. missing.OfType<MissingHealthcheck>().OrderBy(one => one.Container, StringComparer.Ordinal)]);
        return OperationResult.Of(list, Draw(list));
    }

    [Operation("healthcheck.propose", Access = AccessLevel.Operator)]
    [Description("Proposes a healthcheck for a container, as a patch to its compose file; changes nothing")]
    public async Task<OperationResult<HealthcheckProposal>> ProposeAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container, CancellationToken cancellationToken)
    {
        var change = await proposer.ProposeAsync(await finder.FindHereAsync(container, cancellationToken), cancellationToken);
        names.Remember(change.Proposal.Proposal);
        return OperationResult.Of(change.Proposal, Draw(change.Proposal));
    }

    [Operation("healthcheck.apply", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = TimeLimit,
        Rollback = "The compose file and the container from before come back by themselves when it does not become healthy.")]
    [Description("Writes a proposed healthcheck into the compose file, makes the container anew and waits until it is healthy; otherwise takes all of it back")]
    public async Task<OperationResult<AppliedHealthcheck>> ApplyAsync(
        [Description("Its name, or the beginning of its id"), Suggest<ContainerNames>] string container,
        [Description("What healthcheck.propose answered"), Suggest<ProposalNames>, MaxLength(64)] string proposal,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var found = await finder.FindHereAsync(container, cancellationToken);
        await own.SpareAsync(found, "restart", "replacing", cancellationToken);
        var change = await proposer.ProposeAsync(found, cancellationToken);
        if (change.Proposal.Proposal != proposal)
            throw new OperationException($"'{proposal}' is not what is proposed for `{found.Name}` now: its compose file, the container or the settings changed since. Nothing was changed; look at a new proposal.");
        var well = await applier.ApplyAsync(clearance, found.Id, change, progress, cancellationToken);
        var seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 1);
        var applied = new AppliedHealthcheck(found.Name, well.Id, change.Proposal.Service, change.Proposal.File, well.Health, seconds);
        return OperationResult.Of(applied, new Card
        {
            Title = $"{found.Name} has a healthcheck and is healthy",
            Severity = CardSeverity.Good,
            Text = string.Create(CultureInfo.InvariantCulture, $"Written into {applied.File}; the container was made anew in {seconds:0.0} s.\n```\n{change.Proposal.Check}\n```"),
            Spoken = $"{found.Name} has a healthcheck now and is healthy.",
        });
    }

    private async ValueTask<MissingHealthcheck?> LookAsync(Container container, CancellationToken cancellationToken)
    {
        try
        {
            return await proposer.MissingAsync(container, cancellationToken);
        }
        catch (OperationException)
        {
            // It was removed between the list and the look.
            return null;
        }
    }

    private static Card Draw(HealthcheckList list)
    {
        var lines = list.Missing.Select(Line).ToArray();
        var text = new StringBuilder();
        var fitting = lines.TakeWhile(line => text.Length + line.Length < MostText && text.AppendLine(line) is not null).Count();
        if (fitting < lines.Length)
            text.AppendLine(CultureInfo.InvariantCulture, $"and {lines.Length - fitting} more, in the file");
        return new Card
        {
            Title = list.Missing.Count == 0 ? $"All of {list.Containers} containers have a healthcheck" : $"{list.Missing.Count} of {list.Containers} containers have no healthcheck",
            Severity = list.Missing.Count == 0 ? CardSeverity.Good : CardSeverity.Warning,
            Text = text.ToString().TrimEnd() is { Length: > 0 } some ? some : null,
            Files = fitting < lines.Length ? [new CardFile("healthchecks.md", "text/markdown", Encoding.UTF8.GetBytes(string.Join('\n', lines)))] : [],
            Footer = list.Missing.Count == 0 ? null : "/healthcheck propose shows the patch of one",
        };
    }

    private static string Line(MissingHealthcheck one) => $"- **{one.Container}** ({one.Basis}){(one.Check is null ? "" : $": `{one.Check}`")}{(one.File is null ? ", no compose file" : "")}";

    private static Card Draw(HealthcheckProposal proposal) => new()
    {
        Title = $"A healthcheck for {proposal.Container}",
        Severity = CardSeverity.Waiting,
        Text = $"{proposal.Basis}. Nothing was changed.\n{DifferenceBlock.Of(proposal.Difference)}\n`/healthcheck apply container:{proposal.Container} proposal:{proposal.Proposal}` asks for it.",
        Files = DifferenceBlock.File(proposal.Difference),
        Fields = [new CardField("Service", proposal.Service, true), new CardField("Proposal", $"`{proposal.Proposal}`", true)],
        Spoken = $"There is a healthcheck that fits {proposal.Container}.",
    };
}
