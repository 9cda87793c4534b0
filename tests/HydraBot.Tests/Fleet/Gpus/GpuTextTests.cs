using HydraBot.Fleet.Gpus;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Fleet.Gpus;

public class GpuTextTests
{
    private const string TwoCards = """
        <?xml version="1.0" ?>
        <!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
        <nvidia_smi_log>
          <driver_version>550.54.14</driver_version>
          <attached_gpus>2</attached_gpus>
          <gpu id="00000000:01:00.0">
            <product_name>NVIDIA GeForce RTX 4090</product_name>
            <fan_speed>31 %</fan_speed>
            <fb_memory_usage><total>24564 MiB</total><reserved>347 MiB</reserved><used>18423 MiB</used><free>5794 MiB</free></fb_memory_usage>
            <utilization><gpu_util>87 %</gpu_util><memory_util>45 %</memory_util></utilization>
            <temperature><gpu_temp>71 C</gpu_temp></temperature>
            <gpu_power_readings><power_state>P2</power_state><power_draw>312.44 W</power_draw><current_power_limit>450.00 W</current_power_limit></gpu_power_readings>
            <clocks_event_reasons>
              <clocks_event_reason_gpu_idle>Not Active</clocks_event_reason_gpu_idle>
              <clocks_event_reason_sw_thermal_slowdown>Active</clocks_event_reason_sw_thermal_slowdown>
            </clocks_event_reasons>
            <processes><process_info><pid>4242</pid><type>C</type><process_name>/usr/bin/ollama</process_name><used_memory>17800 MiB</used_memory></process_info></processes>
          </gpu>
          <gpu id="00000000:02:00.0">
            <product_name>Tesla P40</product_name>
            <fan_speed>N/A</fan_speed>
            <fb_memory_usage><total>24576 MiB</total><used>0 MiB</used><free>24576 MiB</free></fb_memory_usage>
            <utilization><gpu_util>0 %</gpu_util></utilization>
            <temperature><gpu_temp>34 C</gpu_temp></temperature>
            <power_readings><power_draw>9.81 W</power_draw><power_limit>250.00 W</power_limit></power_readings>
            <clocks_throttle_reasons><clocks_throttle_reason_gpu_idle>Active</clocks_throttle_reason_gpu_idle></clocks_throttle_reasons>
            <processes></processes>
          </gpu>
        </nvidia_smi_log>
        """;

    [Fact]
    public void Two_cards_of_different_drivers_are_read()
    {
        var cards = NvidiaSmiXml.Parse(TwoCards);

        Assert.Equal(["NVIDIA GeForce RTX 4090", "Tesla P40"], cards.Select(card => card.Name));
        Assert.Equal((87, 75, 71, 312.44, 450), (cards[0].Figure("utilisation"), cards[0].Figure("memory"), cards[0].Figure("temperature"), cards[0].Figure("power"), cards[0].Figure("powerLimit")));
        Assert.Equal(["sw thermal slowdown"], cards[0].Throttles);
        Assert.Equal(new GpuProcess(4242, "ollama", 17800), Assert.Single(cards[0].Processes));
        Assert.Null(cards[1].Figure("fan"));
        Assert.Equal(9.81, cards[1].Figure("power"));
        Assert.Empty(cards[1].Throttles);
    }

    [Fact]
    public void What_is_no_XML_is_said() => Assert.Throws<OperationException>(() => NvidiaSmiXml.Parse("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."));

    [Fact]
    public void The_exporter_tells_of_the_same()
    {
        var card = Assert.Single(DcgmText.Parse("""
            # HELP DCGM_FI_DEV_GPU_TEMP GPU temperature (in C).
            # TYPE DCGM_FI_DEV_GPU_TEMP gauge
            DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A100",Hostname="box"} 54
            DCGM_FI_DEV_FB_USED{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A100",Hostname="box"} 1000
            DCGM_FI_DEV_FB_FREE{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A100",Hostname="box"} 3000
            DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A100",Hostname="box"} 61.5
            DCGM_FI_DEV_POWER_MGMT_LIMIT{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A100",Hostname="box"} 250
            DCGM_FI_DEV_CLOCKS_EVENT_REASONS{gpu="0",UUID="GPU-1",device="nvidia0",modelName="NVIDIA A100",Hostname="box"} 101
            """));

        Assert.Equal(("NVIDIA A100", 54, 25, 61.5), (card.Name, card.Figure("temperature"), card.Figure("memory"), card.Figure("power")));
        Assert.Equal(250, card.Figure("powerLimit"));
        // 0x65: idle and a limit that is no trouble beside them.
        Assert.Equal(["sw power cap", "sw thermal slowdown", "hw thermal slowdown"], card.Throttles);
    }
}
