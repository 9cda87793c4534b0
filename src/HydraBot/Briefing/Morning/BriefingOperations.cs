using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;

namespace HydraBot.Briefing.Morning;

/// <summary>The briefing when one asks for it.</summary>
internal sealed class BriefingOperations(NightReader reader, TimeProvider time)
{
    [Operation("briefing.now", Access = AccessLevel.Operator, TimeLimitSeconds = 60)]
    [Description("Tells what happened since yesterday at this time, and what needs you")]
    public async Task<OperationResult<NightReport>> NowAsync(CancellationToken cancellationToken) => Answer(await reader.ReadAsync(time.GetUtcNow().AddDays(-1), cancellationToken));

    [Operation("briefing.since", Access = AccessLevel.Operator, TimeLimitSeconds = 60)]
    [Description("Tells what happened since a moment")]
    public async Task<OperationResult<NightReport>> SinceAsync(
        [Description("A span such as 90m, 12h or 3d, or a moment such as 2026-01-31T18:00Z"), MinLength(1), MaxLength(40)] string moment, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = Read(moment.Trim(), now) ?? throw OperationException.WrongArguments([$"'moment' is '{moment}'; allowed is a span such as 90m, 12h or 3d, or a moment such as 2026-01-31T18:00Z."]);
        return since < now ? Answer(await reader.ReadAsync(since, cancellationToken)) : throw OperationException.WrongArguments([$"'moment' is '{moment}', which is still to come."]);
    }

    private static OperationResult<NightReport> Answer(NightReport night) => OperationResult.Of(night, BriefingCard.Draw(night));

    private static DateTimeOffset? Read(string moment, DateTimeOffset now)
    {
        if (DayTime.Span(moment, most: 5000) is { } span)
            return now - span;
        return DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year > 2000 ? at : null;
    }
}
