using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class HealthTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, "healthy", HttpStatusCode.OK)]
    [InlineData(HealthStatus.Degraded, "degraded", HttpStatusCode.OK)]
    [InlineData(HealthStatus.Unhealthy, "unhealthy", HttpStatusCode.ServiceUnavailable)]
    public async Task The_worst_check_decides(HealthStatus status, string word, HttpStatusCode code)
    {
        await using var house = await HouseAsync(("engine", new HealthCheckResult(status, "as it is")), ("store", HealthCheckResult.Healthy("fine")));
        var answer = await house.GetAsync("/health", key: null);
        Assert.Equal(code, answer.Status);
        Assert.Equal(word, answer.Json.GetProperty("status").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+", answer.Json.GetProperty("version").GetString());
        Assert.True(answer.Json.GetProperty("uptimeSeconds").GetDouble() >= 0);
        Assert.Equal(word, answer.Json.GetProperty("checks").GetProperty("engine").GetProperty("status").GetString());
        Assert.Equal("as it is", answer.Json.GetProperty("checks").GetProperty("engine").GetProperty("detail").GetString());
        Assert.Equal("healthy", answer.Json.GetProperty("checks").GetProperty("store").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_secret_in_a_detail_is_not_shown_to_the_world()
    {
        await using var house = await HouseAsync(("store", HealthCheckResult.Healthy($"at postgres://hydra:{DoorHouse.OwnerKey}@db")));
        Assert.DoesNotContain(DoorHouse.OwnerKey, (await house.GetAsync("/health", key: null)).Text, StringComparison.Ordinal);
    }

    private static async Task<DoorHouse> HouseAsync(params (string Name, HealthCheckResult Result)[] checks)
    {
        var house = new DoorHouse(builder => builder.Services.PostConfigure<HealthCheckServiceOptions>(health =>
        {
            foreach (var (name, result) in checks)
                health.Registrations.Add(new HealthCheckRegistration(name, new Known(result), failureStatus: null, tags: null));
        }));
        await house.InitializeAsync();
        return house;
    }

    private sealed class Known(HealthCheckResult result) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(result);
    }
}
