using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Healing;
using Xunit;

namespace HydraBot.Tests.Fleet.Healing;

public class DiagnosisTests
{
    [Fact]
    public void A_service_that_died_is_sick() => Assert.True(Diagnosis.IsSick(Down(), Detail(), Fate.Died, seenRunning: false));

    [Fact]
    public void A_service_that_somebody_stopped_is_not() => Assert.False(Diagnosis.IsSick(Down(), Detail(), Fate.Stopped, seenRunning: true));

    [Fact]
    public void An_end_that_nobody_saw_may_have_been_a_wish() => Assert.False(Diagnosis.IsSick(Down(), Detail(), Fate.Unknown, seenRunning: false));

    [Fact]
    public void What_ran_a_moment_ago_and_was_not_stopped_is_sick() => Assert.True(Diagnosis.IsSick(Down(), Detail(), Fate.Unknown, seenRunning: true));

    [Fact]
    public void A_job_that_ended_is_not_sick() => Assert.False(Diagnosis.IsSick(Down(), Detail() with { Restarts = false }, Fate.Died, seenRunning: true));

    [Fact]
    public void A_service_without_a_policy_but_with_a_healthcheck_is_wanted_up() =>
        Assert.True(Diagnosis.IsSick(Down(), Detail() with { Restarts = false, HasHealthcheck = true }, Fate.Died, seenRunning: true));

    [Fact]
    public void A_label_says_no_whatever_else_holds() => Assert.False(Diagnosis.IsSick(
        Down() with { Labels = new Dictionary<string, string> { ["hydrabot.heal"] = "false" } }, Detail(), Fate.Died, seenRunning: true));

    [Theory]
    [InlineData("postgres:16", true)]
    [InlineData("docker.io/bitnami/postgresql:16@sha256:abc", true)]
    [InlineData("registry.local:5000/pgvector/pgvector:pg17", true)]
    [InlineData("qdrant/qdrant", true)]
    [InlineData("neo4j:5-community", true)]
    [InlineData("prometheuscommunity/postgres-exporter", false)]
    [InlineData("rediscommander/redis-commander", false)]
    [InlineData("nginx:1.27", false)]
    [InlineData("ollama/ollama", false)]
    public void Containers_that_hold_data_are_known_by_their_image(string image, bool holdsData) =>
        Assert.Equal(holdsData, DataServices.Is(Down(), Detail() with { Image = image }));

    [Fact]
    public void A_database_under_a_name_of_ones_own_is_known_by_its_port() =>
        Assert.True(DataServices.Is(Down(), Detail() with { Image = "my-own:1", InsidePorts = [5432] }));

    private static Container Down() => new(new string('a', 64), "web", "web:1", ContainerState.Exited, ContainerHealth.None, null, "Exited (137) 2 seconds ago", []);

    private static ContainerDetail Detail() => new(ContainerState.Exited, ContainerHealth.None, false, null, "2026-01-01T00:00:00Z", 137, false, null) { Image = "web:1", Restarts = true };
}
