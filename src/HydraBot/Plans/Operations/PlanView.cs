namespace HydraBot.Plans.Operations;

/// <summary>A plan as programs see it.</summary>
internal sealed record PlanView(
    long Number, PlanState State, string Why, string By, string? File, DateTimeOffset StartedAt, DateTimeOffset Until, DateTimeOffset? EndedAt, long Steps, long MostSteps, long Tokens,
    long MostTokens, IReadOnlyList<PlanItemView> Items)
{
    public static PlanView Of(Plan plan) => new(
        plan.Number, plan.State, plan.Why, plan.Caller.Name, plan.File, plan.StartedAt, plan.Until, plan.EndedAt, plan.Steps, plan.MostSteps, plan.Tokens, plan.MostTokens,
        [.. plan.Items.Select(item => new PlanItemView(item.Place, item.Text, item.Operation, item.State, item.Told, item.Tick, item.Steps, item.BegunAt, item.EndedAt))]);
}

/// <summary>An item.</summary>
internal sealed record PlanItemView(
    int Place, string Text, string? Operation, PlanItemState State, string Told, PlanTick Tick, long Steps, DateTimeOffset? BegunAt, DateTimeOffset? EndedAt);

/// <summary>A box that is ticked.</summary>
internal sealed record PlanTicked(long Plan, int Item, string File);

/// <summary>The arguments of <c>plan.tick</c>.</summary>
internal sealed record TickArguments(long Plan, int Item);
