using HydraBot.Fleet.Engine;
using Xunit;

namespace HydraBot.Tests.Fleet.Engine;

public class EngineWordsTests
{
    [Theory]
    [InlineData("Up 3 hours", "None", "3 hours")]
    [InlineData("Up 3 hours (healthy)", "Healthy", "3 hours")]
    [InlineData("Up Less than a second (health: starting)", "Starting", "Less than a second")]
    [InlineData("Up About a minute (unhealthy)", "Unhealthy", "About a minute")]
    [InlineData("Up 2 days (Paused)", "None", "2 days")]
    [InlineData("Exited (137) 5 minutes ago", "None", null)]
    [InlineData("Restarting (1) 3 seconds ago", "None", null)]
    [InlineData("", "None", null)]
    public void Health_and_uptime_are_read_from_the_line_that_every_engine_has(string status, string health, string? uptime)
    {
        Assert.Equal(health, EngineWords.HealthInStatus(status).ToString());
        Assert.Equal(uptime, EngineWords.Uptime(status));
    }
}
