using System.Globalization;
using System.Text.Json;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using HydraBot.Fleet.Prometheus;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>A real Prometheus that scrapes a real node-exporter, and what cAdvisor and DCGM's exporter say where they run.</summary>
public sealed class PrometheusTests
{
    private const string Cadvisor =
        """
        # TYPE container_cpu_usage_seconds_total counter
        container_cpu_usage_seconds_total{cpu="total",id="/docker/1",image="nginx:1.27",name="web"} COUNT
        container_cpu_usage_seconds_total{cpu="total",id="/system.slice",image="",name=""} COUNT
        # TYPE container_memory_working_set_bytes gauge
        container_memory_working_set_bytes{id="/docker/1",image="nginx:1.27",name="web"} 5.24288e+07
        # TYPE container_network_receive_bytes_total counter
        container_network_receive_bytes_total{id="/docker/1",image="nginx:1.27",interface="eth0",name="web"} COUNT

        """;

    private const string Dcgm =
        """
        # TYPE DCGM_FI_DEV_GPU_UTIL gauge
        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA GeForce RTX 4090",Hostname="nas"} 87
        DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA GeForce RTX 4090",Hostname="nas"} 18000
        DCGM_FI_DEV_FB_FREE{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA GeForce RTX 4090",Hostname="nas"} 6000
        DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA GeForce RTX 4090",Hostname="nas"} 71
        DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA GeForce RTX 4090",Hostname="nas"} 311.5

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Prometheus_knows_of_another_host_is_in_status_and_charts()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var folder = Directory.CreateTempSubdirectory("hydrabot-prometheus-");
        try
        {
            var (nodePort, port) = (LocalProgram.FreePort(), LocalProgram.FreePort());
            await using var node = await LocalProgram.RequireAsync(
                "/usr/bin/prometheus-node-exporter", "prometheus-node-exporter", "Listening on", [$"--web.listen-address=127.0.0.1:{nodePort}"], Token);
            await using var others = await ExporterAsync();
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "prometheus.yml"), Configuration(nodePort, new Uri(others.Urls.Single()).Port), Token);
            await using var prometheus = await LocalProgram.RequireAsync(
                "/usr/bin/prometheus", "prometheus", "ready to receive web requests",
                [$"--config.file={folder.FullName}/prometheus.yml", $"--storage.tsdb.path={folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port}"], Token);
            await using var house = await CareHouse.StartAsync(
                containers, ("Fleet:Prometheus:Url", $"http://127.0.0.1:{port}"), ("Fleet:Metrics:Interval", "00:00:05"), ("Fleet:StatusTimeout", "00:00:20"));

            var values = await UntilAsync(house.Road.Services.GetRequiredService<PrometheusReader>(), "host@nas/cpu", "container/web@nas/cpu", "gpu/0@nas/power");
            Assert.InRange(values["host@nas/cpu"], 0, 100);
            Assert.InRange(values["host@nas/memory"], 1, 100);
            Assert.InRange(values["host@nas/disk:/"], 1, 100);
            Assert.InRange(values["host@nas/inodes:/"], 0, 100);
            Assert.Equal(50, values["container/web@nas/memory"]);
            Assert.InRange(values["container/web@nas/cpu"], 0.01, 400);
            Assert.Equal((87, 75, 71, 311.5), (values["gpu/0@nas/utilisation"], values["gpu/0@nas/memory"], values["gpu/0@nas/temperature"], values["gpu/0@nas/power"]));
            Assert.DoesNotContain(values.Keys, name => name.Contains("system.slice", StringComparison.Ordinal));

            await house.Road.Services.GetRequiredService<MetricSampler>().SampleAsync(Token);
            var (card, _) = await house.Road.DoneAsync("status");
            var line = Assert.Single(card.Fields, field => field.Name == "Other hosts").Value;
            Assert.Contains("**nas** · CPU", line, StringComparison.Ordinal);
            var (chart, report) = await house.Road.DoneAsync("fleet.chart", JsonSerializer.Serialize(new { series = "host@nas/memory", span = "day" }));
            Assert.True(report.GetProperty("points").GetInt32() >= 1);
            Assert.Equal("image/png", chart.Picture!.MediaType);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_past_of_another_host_is_taken_over_so_that_its_disk_is_told_of_on_the_first_day()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        Parts.Require(File.Exists("/usr/bin/promtool"), "There is no /usr/bin/promtool (apt-get install prometheus).");
        var folder = Directory.CreateTempSubdirectory("hydrabot-prometheus-");
        try
        {
            // Four days in which a disk of the nas grew from 60 to 93 percent.
            var now = TimeProvider.System.GetUtcNow();
            var text = string.Concat(new[] { ("node_filesystem_avail_bytes", true), ("node_filesystem_size_bytes", false) }.Select(metric => $"# TYPE {metric.Item1} gauge\n" + string.Concat(Enumerable.Range(0, 97).Select(hour =>
                string.Create(CultureInfo.InvariantCulture, $"{metric.Item1}{{instance=\"nas:9100\",mountpoint=\"/srv\",fstype=\"ext4\"}} {(metric.Item2 ? 40 - (hour * 33 / 96.0) : 100)} {now.AddHours(hour - 96).ToUnixTimeSeconds()}\n"))))) + "# EOF\n";
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "past.txt"), text, Token);
            using (var made = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/usr/bin/promtool", ["tsdb", "create-blocks-from", "openmetrics", $"{folder.FullName}/past.txt", $"{folder.FullName}/data"]) { RedirectStandardOutput = true })!)
            {
                await made.StandardOutput.ReadToEndAsync(Token);
                await made.WaitForExitAsync(Token);
                Assert.Equal(0, made.ExitCode);
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "prometheus.yml"), "scrape_configs: []\n", Token);
            var port = LocalProgram.FreePort();
            await using var prometheus = await LocalProgram.RequireAsync(
                "/usr/bin/prometheus", "prometheus", "ready to receive web requests",
                [$"--config.file={folder.FullName}/prometheus.yml", $"--storage.tsdb.path={folder.FullName}/data", "--storage.tsdb.retention.time=60d", $"--web.listen-address=127.0.0.1:{port}"], Token);
            await using var house = await CareHouse.StartAsync(containers, ("Fleet:Prometheus:Url", $"http://127.0.0.1:{port}"), ("Fleet:Metrics:Enabled", "false"));

            await house.Road.Services.GetRequiredService<PrometheusPast>().TakeOverAsync(["host@nas/disk:/srv"], Token);
            await house.Road.Services.GetRequiredService<OutlookSchedule>().LookAsync(Token);

            var told = await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("`host@nas/disk:/srv` will be full", StringComparison.Ordinal) == true, Token);
            Assert.Contains("sure", told.Card.Text, StringComparison.Ordinal);
            Assert.Equal("image/png", told.Card.Picture!.MediaType);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Configuration(int node, int others) => string.Create(CultureInfo.InvariantCulture, $$"""
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: node
            static_configs: [{targets: ["127.0.0.1:{{node}}"]}]
            relabel_configs: [{target_label: instance, replacement: "10.0.0.7:9100"}]
            metric_relabel_configs: [{source_labels: [nodename], regex: ".+", target_label: nodename, replacement: nas}]
          - job_name: cadvisor
            static_configs: [{targets: ["127.0.0.1:{{others}}"]}]
            metrics_path: /cadvisor
            relabel_configs: [{target_label: instance, replacement: "10.0.0.7:8080"}]
          - job_name: dcgm
            static_configs: [{targets: ["127.0.0.1:{{others}}"]}]
            metrics_path: /dcgm
            relabel_configs: [{target_label: instance, replacement: "10.0.0.7:9400"}]

        """);

    private static async Task<WebApplication> ExporterAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var count = 0.0;
        app.MapGet("/cadvisor", () => Results.Text(Cadvisor.Replace("COUNT", (count += 0.5).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), "text/plain; version=0.0.4"));
        app.MapGet("/dcgm", () => Results.Text(Dcgm, "text/plain; version=0.0.4"));
        await app.StartAsync(Token);
        return app;
    }

    /// <summary>A rate needs two scrapes, which are a second apart.</summary>
    private static async Task<IReadOnlyDictionary<string, double>> UntilAsync(PrometheusReader reader, params string[] names)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var values = await reader.ReadAsync(patience.Token);
            if (names.All(values.ContainsKey))
                return values;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, patience.Token);
        }
    }
}
