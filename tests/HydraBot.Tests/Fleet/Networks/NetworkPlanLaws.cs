using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HydraBot.Fleet.Networks;
using Xunit;

namespace HydraBot.Tests.Fleet.Networks;

/// <summary>What holds of every plan, whatever the networks were before.</summary>
public sealed class NetworkPlanLaws
{
    [Property(MaxTest = 400)]
    public void After_a_plan_everything_that_a_zone_names_is_as_it_is_wanted(int seed)
    {
        var (topology, layout, plan) = Plan(seed, isPlain: true);

        var left = NetworkDifference.Of(topology.After(plan.Steps), layout);

        Assert.True(left.IsNone, $"{left.Wrong.Count} wrong, {left.Missing.Count} missing, {left.Openings.Count} open, {left.OnDefaultBridge.Count} on the bridge");
    }

    [Property(MaxTest = 400)]
    public void What_a_plan_cannot_mend_it_names_and_it_opens_nothing_new(int seed)
    {
        var (topology, layout, plan) = Plan(seed, isPlain: false);

        var (before, after) = (NetworkDifference.Of(topology, layout), NetworkDifference.Of(topology.After(plan.Steps), layout));

        Assert.Equal(after.Wrong, plan.Left.Wrong);
        // By a port that somebody publishes, or over the machine, whoever gets a way out may reach more: that is named, and no network of the plan's.
        Assert.Empty(after.Wrong.Where(contact => contact.Way!.Kind is WayKind.Network or WayKind.Shared).Select(Pair).Except(before.Wrong.Select(Pair)));
        Assert.Empty(after.Openings.Except(before.Openings));
        var (reachability, units) = (new Reachability(topology), NetworkUnit.Of(topology, layout).ToDictionary(unit => unit.Id));
        Assert.All(after.Missing.Except(before.Missing), contact =>
        {
            Assert.Contains(plan.Notes, note => note.StartsWith($"`{contact.From}` and `{contact.To}` reach each other now", StringComparison.Ordinal));
            var pair = topology.Containers.Where(container => container.Name == contact.From || container.Name == contact.To).Select(container => units[reachability.StackOf(container).Id]).ToArray();
            Assert.True(!pair[0].IsMovable || !pair[1].IsMovable || !pair[0].May(pair[1]));
        });
    }

    [Property(MaxTest = 400)]
    public void Taken_back_in_reverse_order_everything_is_as_it_was(int seed)
    {
        var (topology, _, plan) = Plan(seed, isPlain: false);

        var back = topology.After(plan.Steps).After(plan.Steps.Reverse().Select(step => step.Reverse));

        Assert.Equal(Houses.Text(topology), Houses.Text(back));
    }

    [Property(MaxTest = 400)]
    public void A_second_plan_finds_nothing_more_to_do(int seed)
    {
        var (topology, layout, plan) = Plan(seed, isPlain: false);

        Assert.Empty(NetworkPlanner.Plan(topology.After(plan.Steps), layout, "t").Steps);
    }

    [Property(MaxTest = 400)]
    public void Nobody_is_touched_whom_no_zone_names_nor_the_house_nor_those_on_its_networks(int seed)
    {
        var (topology, layout, plan) = Plan(seed, isPlain: false);
        var reachability = new Reachability(topology);
        var house = topology.Containers.Where(container => container.IsHouse).Select(reachability.StackOf).ToArray();

        Assert.All(plan.Steps.Where(step => step.ContainerId is not null), step =>
        {
            var moved = topology.Containers.Single(container => container.Id == step.ContainerId);
            Assert.NotEmpty(layout.Of(moved));
            Assert.DoesNotContain(house, stack => stack.Id == moved.Id);
            Assert.False(step.Kind == StepKind.Leave && house.Any(stack => stack.Endpoints.ContainsKey(step.Network)));
        });
    }

    [Property(MaxTest = 400)]
    public void Whoever_had_a_way_out_and_may_have_one_keeps_it(int seed)
    {
        var (topology, layout, plan) = Plan(seed, isPlain: false);
        var (before, after) = (new Reachability(topology), new Reachability(topology.After(plan.Steps)));
        var moved = topology.After(plan.Steps).Containers.ToDictionary(container => container.Id);

        Assert.All(
            NetworkUnit.Of(topology, layout).Where(unit => unit.IsMovable && !unit.IsInternal && before.LeadsOut(unit.Stack)),
            unit => Assert.True(after.LeadsOut(moved[unit.Id])));
    }

    [Property(MaxTest = 400)]
    public void A_name_that_is_taken_along_means_nobody_else_there_than_before(int seed)
    {
        var (topology, _, plan) = Plan(seed, isPlain: false);
        var after = topology.After(plan.Steps);
        var before = topology.Containers.ToDictionary(container => container.Id);

        foreach (var step in plan.Steps.Where(step => step.Kind == StepKind.Join && !before[step.ContainerId!].Endpoints.ContainsKey(step.Network)))
        {
            foreach (var alias in step.Endpoint!.Aliases)
            {
                var rivals = after.Containers.Where(other => other.Id != step.ContainerId && other.Endpoints.TryGetValue(step.Network, out var endpoint) && (other.Name == alias || endpoint.Aliases.Contains(alias)));
                Assert.All(rivals, rival => Assert.Contains(before[rival.Id].Endpoints, pair =>
                    pair.Value.Aliases.Contains(alias) && before[step.ContainerId!].Endpoints.TryGetValue(pair.Key, out var mine) && mine.Aliases.Contains(alias)));
            }
        }
    }

    private static (string, string) Pair(Contact contact) => string.CompareOrdinal(contact.From, contact.To) < 0 ? (contact.From, contact.To) : (contact.To, contact.From);

    private static (Topology Topology, Layout Layout, NetworkPlan Plan) Plan(int seed, bool isPlain)
    {
        var random = new Random(seed);
        var options = Houses.Options(random);
        var topology = Houses.Make(random, isPlain);
        var layout = new Layout(options, topology);
        return (topology, layout, NetworkPlanner.Plan(topology, layout, options.Prefix));
    }
}
