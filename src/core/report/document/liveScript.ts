/**
 * Draws the charts of a report in the browser, where ECharts came along, in the reader's theme; each still picture stays for print. Options lost their functions on the way: numbers in
 * tooltips get their form here. Heads of tables take the focus and the Enter key.
 */
export const LIVE_SCRIPT = `'use strict';(function(){
function form(value){if(Array.isArray(value))return value.map(form).join(', ');if(typeof value!=='number')return value==null?'n/a':String(value);
if(!isFinite(value))return'n/a';var size=Math.abs(value);return size>=1000?Math.round(value).toLocaleString('en-US'):String(Number(value.toPrecision(4)))}
document.querySelectorAll('table.sortable th').forEach(function(head){head.tabIndex=0;
head.addEventListener('keydown',function(event){if(event.key==='Enter'||event.key===' '){event.preventDefault();head.click()}})});
if(typeof echarts==='undefined')return;
var dark=matchMedia('(prefers-color-scheme:dark)');var drawn=[];
function draw(){drawn.forEach(function(chart){chart.dispose()});drawn=[];
document.querySelectorAll('figure[data-chart]').forEach(function(figure){
var told=JSON.parse(document.getElementById(figure.dataset.chart).textContent);var option=dark.matches?told.dark:told.light;
[].concat(option.tooltip||[]).forEach(function(tooltip){if(!tooltip.formatter)tooltip.valueFormatter=form});
figure.classList.add('is-live');var chart=echarts.init(figure.querySelector('.live'),null,{renderer:'canvas',locale:'EN'});
chart.setOption(option);drawn.push(chart)})}
draw();dark.addEventListener('change',draw);addEventListener('resize',function(){drawn.forEach(function(chart){chart.resize()})})})();`
