using System.ComponentModel.DataAnnotations;
using HydraBot.Fleet.Networks;
using SkiaSharp;
using Xunit;

namespace HydraBot.Tests.Fleet.Networks;

/// <summary>Who reaches whom by Docker's rules, what of it is wanted, and how that is shown.</summary>
public sealed class NetworkTests
{
    private static readonly Network Bridge = new("bridge", "bridge", false), App = new("app", "bridge", false), Back = new("back", "bridge", true), Apart = new("apart", "bridge", false) { Talks = false };

    [Fact]
    public void A_network_leads_to_those_on_it_and_to_nobody_else()
    {
        var house = House(On("a", App), On("b", App, Back), On("c", Back), On("d", Apart), On("e", Apart), On("f"));

        Assert.Equal(new Way(WayKind.Network, "app"), Way(house, "a", "b"));
        Assert.Equal(new Way(WayKind.Network, "back"), Way(house, "c", "b"));
        Assert.Null(Way(house, "a", "c"));
        Assert.Null(Way(house, "d", "e"));
        Assert.Null(Way(house, "f", "a"));
    }

    [Fact]
    public void The_default_bridge_leads_on_unless_the_engine_keeps_its_containers_apart()
    {
        Assert.NotNull(Way(House(On("a", Bridge), On("b", Bridge)), "a", "b"));
        var apart = Bridge with { Talks = false };
        Assert.Null(Way(new Topology(new Dictionary<string, Network> { ["bridge"] = apart }, [On("a", apart), On("b", apart)]), "a", "b"));
    }

    [Fact]
    public void The_hosts_network_is_on_every_bridge_and_none_reaches_nobody()
    {
        var house = House(On("host", App) with { Mode = NetworkMode.Host, Endpoints = new Dictionary<string, Endpoint>() }, On("other") with { Mode = NetworkMode.Host }, On("c", Back), On("none") with { Mode = NetworkMode.None });

        Assert.Equal(WayKind.Host, Way(house, "host", "c")!.Kind);
        Assert.Equal(WayKind.Host, Way(house, "c", "host")!.Kind);
        Assert.Equal(WayKind.Shared, Way(house, "host", "other")!.Kind);
        Assert.Null(Way(house, "host", "none"));
        Assert.Null(Way(house, "none", "c"));
    }

    [Fact]
    public void Whoever_lives_in_anothers_network_is_where_that_one_is()
    {
        var house = House(On("vpn", App), On("guest") with { Mode = NetworkMode.Shared, Owner = Id("vpn") }, On("b", App), On("lost") with { Mode = NetworkMode.Shared, Owner = Id("gone") });

        Assert.Equal(new Way(WayKind.Network, "app"), Way(house, "guest", "b"));
        Assert.Equal(WayKind.Shared, Way(house, "vpn", "guest")!.Kind);
        Assert.Null(Way(house, "lost", "b"));
    }

    [Fact]
    public void A_published_port_leads_in_from_wherever_there_is_a_way_out_and_one_at_the_loopback_only_for_the_host()
    {
        var open = On("open", App) with { Published = [new PublishedPort(5432, false)] };
        var local = On("local", Apart) with { Published = [new PublishedPort(6379, true)] };
        var shut = On("shut", Back) with { Published = [new PublishedPort(80, false)] };
        var house = House(open, local, shut, On("a", Apart), On("inside", Back));

        Assert.Equal(new Way(WayKind.Port, "5432"), Way(house, "a", "open"));
        Assert.Null(Way(house, "open", "a"));
        Assert.Null(Way(house, "inside", "open"));
        Assert.Null(Way(house, "a", "local"));
        Assert.Null(Way(house, "a", "shut"));
    }

    [Fact]
    public void A_flat_network_is_taken_apart_in_steps_that_keep_the_names()
    {
        var house = House(On("shop-web-1", App, ("app", "web")), On("shop-db-1", App, ("app", "db")), On("llm", App));

        var plan = Plan(house, Zones());

        Assert.Equal(
            [
                "make the network `hydrabot-data.inference`, without a way out",
                "connect `llm` to `hydrabot-data.inference`",
                "connect `shop-db-1` to `hydrabot-data.inference` as db",
                "disconnect `shop-db-1` from `app`",
            ],
            plan.Steps.Select(step => step.ToString()));
        Assert.True(plan.Left.IsNone);
    }

    [Fact]
    public void What_stands_alone_gets_a_network_of_its_zone_with_a_way_out_and_a_published_port_moves_along()
    {
        var web = On("web", Bridge) with { Published = [new PublishedPort(80, false)] };

        var plan = Plan(House(web), Zones());

        Assert.Equal(["make the network `hydrabot-public`", "disconnect `web` from `bridge`", "connect `web` to `hydrabot-public`"], plan.Steps.Select(step => step.ToString()));
        Assert.Contains("Port 80 of `web` is away for a moment", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_two_have_is_not_taken_along_and_that_is_said()
    {
        var house = House(On("a-db", App, ("app", "db")), On("b-db", Apart, ("apart", "db")));

        var plan = Plan(house, Zones());

        Assert.All(plan.Steps.Where(step => step.Kind == StepKind.Join), step => Assert.Empty(step.Endpoint!.Aliases));
        Assert.Equal(2, plan.Notes.Count(note => note.StartsWith("`db` could be", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_this_program_itself_is_on_is_left_and_named()
    {
        var house = House(On("hydrabot", App) with { IsHouse = true }, On("web", App), On("db", App));

        var plan = Plan(house, Zones());

        Assert.Empty(plan.Steps);
        Assert.Equal(new Contact("db", "web", new Way(WayKind.Network, "app")), Assert.Single(plan.Left.Wrong));
    }

    [Fact]
    public void Settings_that_mean_nothing_are_refused_with_what_is_allowed()
    {
        var options = new NetworkOptions { Prefix = "a b", Settle = TimeSpan.Zero, Zones = { ["da.ta"] = new ZoneOptions { Containers = ["x"] }, ["empty"] = new ZoneOptions(), ["lost"] = new ZoneOptions { Projects = ["p"], Talks = ["nobody"] } } };

        var problems = options.Validate(new ValidationContext(options)).Select(problem => problem.ErrorMessage!).ToArray();

        Assert.Equal(5, problems.Length);
        Assert.All(problems, problem => Assert.Contains("allowed", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_is_named_by_its_whole_name_its_label_or_its_project()
    {
        var zone = new Zone("z", new ZoneOptions { Containers = ["db", "web-*"], Labels = ["tier=data*", "keep"], Projects = ["shop"] });
        NetworkedContainer Labelled(string name, string value) => On("x") with { Labels = new Dictionary<string, string> { [name] = value } };

        Assert.True(zone.Holds(On("db")) && zone.Holds(On("web-1")) && zone.Holds(Labelled("tier", "database")) && zone.Holds(Labelled("keep", "")) && zone.Holds(Labelled("com.docker.compose.project", "shop")));
        Assert.False(zone.Holds(On("mydb")) || zone.Holds(On("db-2")) || zone.Holds(Labelled("tier", "web")) || zone.Holds(Labelled("com.docker.compose.project", "shop2")));
    }

    [Fact]
    public void The_map_is_dark_two_pixels_a_point_wide_and_grows_with_what_is_on_it()
    {
        var options = Zones();
        NetworkedContainer[] containers = [.. Enumerable.Range(1, 40).Select(index => On($"web-of-a-long-name-{index}", App)), On("db", App), On("stranger", App), On("llm", Back)];
        var house = House(containers);
        var report = NetworkReport.Of(house, new Layout(options, house), [], null);

        var png = NetworkMap.Draw(report);

        if (Environment.GetEnvironmentVariable("HYDRA_MAP_FILE") is { Length: > 0 } file)
            File.WriteAllBytes(file, png);
        using var picture = SKBitmap.Decode(png);
        Assert.Equal(780, picture.Width);
        Assert.InRange(picture.Height, 700, 2400);
        Assert.Equal(SKColor.Parse("#1E1F22"), picture.GetPixel(2, 2));
        var colours = Enumerable.Range(0, picture.Height).Select(y => picture.GetPixel(700, y)).ToHashSet();
        Assert.True(Enumerable.Range(600, 170).Any(x => Enumerable.Range(0, picture.Height).Any(y => picture.GetPixel(x, y) == SKColor.Parse("#E5534B"))), "Nothing is drawn in red.");
        Assert.NotEmpty(NetworkMap.Draw(NetworkReport.Of(house, new Layout(new NetworkOptions(), house), [], null)));
        Assert.True(colours.Count > 1);
    }

    private static NetworkOptions Zones() => new()
    {
        Zones =
        {
            ["data"] = new ZoneOptions { Containers = ["*db*"], Internal = true },
            ["inference"] = new ZoneOptions { Containers = ["llm"], Talks = ["data", "public"] },
            ["public"] = new ZoneOptions { Containers = ["*web*"], Published = true },
        },
    };

    private static NetworkPlan Plan(Topology house, NetworkOptions options) => NetworkPlanner.Plan(house, new Layout(options, house), options.Prefix);

    private static Way? Way(Topology house, string from, string to) => new Reachability(house).Between(house.Containers.Single(one => one.Name == from), house.Containers.Single(one => one.Name == to));

    private static Topology House(params NetworkedContainer[] containers) => new(new[] { Bridge, App, Back, Apart }.ToDictionary(network => network.Name), [.. containers.OrderBy(container => container.Name, StringComparer.Ordinal)]);

    private static NetworkedContainer On(string name, Network network, params (string Network, string Alias)[] aliases) => On(name, [network], aliases);

    private static NetworkedContainer On(string name, params Network[] networks) => On(name, networks, []);

    private static NetworkedContainer On(string name, Network[] networks, (string Network, string Alias)[] aliases) => new(Id(name), name, NetworkMode.Own)
    {
        Endpoints = networks.ToDictionary(network => network.Name, network => new Endpoint(network.Name) { Aliases = [.. aliases.Where(alias => alias.Network == network.Name).Select(alias => alias.Alias)] }),
        IsRunning = true,
    };

    private static string Id(string name) => name.PadLeft(64, '0');
}
